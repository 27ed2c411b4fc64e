"""Sessions of Spark for a run of a command."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rules_engine.problem import EngineUnavailable
from rules_engine.wording import spark as say

try:
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException, PySparkRuntimeError
    from pyspark.sql import SparkSession
except ImportError:
    raise EngineUnavailable.lacking(say.on_a_cluster(), "PySpark", "spark") from None

_HERE: Final = ("local", "local[", "local-cluster[")
_LOOPBACK: Final = "127.0.0.1"
_PYTHON: Final = "PYSPARK_PYTHON"


@contextmanager
def session(master: str) -> Iterator[SparkSession]:
    """A session on a master, stopped in the end. What is set for Spark holds, but that it tells of errors alone.

    On a master of this machine nothing listens but on the loopback, there is no web page, and workers run this very
    Python. Raises EngineUnavailable where Spark does not start.
    """
    builder = SparkSession.builder.master(master).appName("rules-engine")
    if master.startswith(_HERE):
        os.environ.setdefault(_PYTHON, sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", _LOOPBACK)
        for name in ("spark.driver.host", "spark.driver.bindAddress"):
            builder = builder.config(name, _LOOPBACK)
        builder = builder.config("spark.ui.enabled", "false")
        builder = builder.config("spark.executorEnv.POLARS_MAX_THREADS", "1")  # each core has a worker of its own
    try:
        spark = builder.getOrCreate()
    except PySparkRuntimeError:
        raise EngineUnavailable(say.no_java(master)) from None
    except (PySparkException, Py4JJavaError) as error:
        raise EngineUnavailable(say.no_session(master, _reason(error))) from error
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()


def _reason(error: Exception) -> str:
    """What Spark says is wrong, without where in Spark."""
    java = getattr(error, "java_exception", None)
    return str(java.getMessage() if java is not None else error).splitlines()[0]
