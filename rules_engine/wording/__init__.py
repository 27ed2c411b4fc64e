"""All wording of problems, one function a problem: what is said stands here, what is wrong is found elsewhere."""
