"""Tables on a Spark cluster: each partition goes through the same screening as a frame in memory."""
