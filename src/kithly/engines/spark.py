"""The engine of a cluster: Spark brings the rows of each ego together, each worker works out their ties.

Every worker needs Kithly with the extra ``spark``, in the same version.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import AnalysisException, PySparkException, PythonException
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as sf

from kithly.engines.archive import (
    LARGEST,
    MASS,
    NO_FIELD,
    NOT_SEEN,
    REASONS,
    RECIPIENT,
    RECIPIENTS,
    SENDER,
    TIME,
    TO_SELF,
    TOO_EARLY,
    TOO_LATE,
    Kind,
    checked,
    checked_counts,
    checked_egos,
    free_place,
)
from kithly.engines.engine import Order, Summary
from kithly.engines.java import checked_java
from kithly.engines.tables import MEASURES, ties_of_rows
from kithly.errors import UserError
from kithly.history import MASS_MAIL

KINDS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(("tinyint", "smallint", "int", "bigint"), "number"),
    **dict.fromkeys(("float", "double"), "real"),
    "string": "text",
    **dict.fromkeys(("timestamp", "timestamp_ntz"), "time"),
}
TYPES: Final = {pa.string(): "string", pa.float64(): "double", pa.int64(): "bigint"}
WHY, USED, UNCOUNTED, SEEN = "why", "", "uncounted", "seen"
NO_CAUSE: Final = "An error occurred while calling"  # how the bridge to Java begins whatever it tells
REMOTE: Final = "://"  # a place of the cluster's own file system


class Spark:
    """Works out the ties of an archive that every worker can read.

    Args:
        master: The cluster: ``spark://HOST:PORT``, or ``local[*]`` for this machine's processors.
        settings: Further settings of the session.
    """

    def __init__(self, *, master: str, settings: Mapping[str, str] | None = None) -> None:
        self._master, self._settings = master, dict(settings or {})

    def run(self, order: Order) -> Summary:
        """Write the ties of an archive: a folder of Parquet files."""
        place = None if REMOTE in order.into else free_place(order.into)
        checked_java()
        try:
            return _worked_out(self.session(), order)
        except (Py4JError, PySparkException) as error:
            if place is not None:
                shutil.rmtree(place, ignore_errors=True)  # half a result
            raise UserError(
                f"Spark at {self._master} stopped: {_cause(error)}",
                hint="Is a master at that address? If so, look at the log of its workers.",
            ) from error

    def session(self) -> SparkSession:
        """Return the session with the cluster; there is one in each process."""
        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "ERROR",
            "spark.sql.session.timeZone": "UTC",
            **self._settings,
        }
        return SparkSession.builder.master(self._master).appName("kithly").config(map=settings).getOrCreate()


def _cause(error: Exception) -> str:
    """Return the line of a failure that tells most: of what a worker's Python said, the last."""
    lines = [line.strip(": ") for line in str(error).splitlines()]
    lines = [line for line in lines if line and not line.startswith(NO_CAUSE)]
    is_from_worker = isinstance(error, PythonException)
    return lines[-1 if is_from_worker else 0] if lines else type(error).__name__


def _worked_out(session: SparkSession, order: Order) -> Summary:
    """Read, count, work out, write."""
    rows = _rows(session, order)
    counts = checked_counts(order.archive, _counts(rows))
    views = _views(rows.where(sf.col(WHY) == USED))
    people = dict(views.dtypes)["ego"]
    now = order.now

    def ties(table: pa.Table) -> pa.Table:
        return ties_of_rows(table, now)

    found = views.groupBy("ego").applyInArrow(ties, _schema(people))
    found.write.parquet(order.into)
    told = session.read.parquet(order.into).select("ego").groupBy("ego").count()
    egos, written = told.agg(sf.count("ego"), sf.sum("count")).collect()[0]
    return replace(counts, egos=egos, ties=written)


def _schema(people: str) -> str:
    fields = [f"ego {people}", f"alter {people}", *(f"{field.name} {TYPES[field.type]}" for field in MEASURES)]
    return ", ".join(fields)


def _read(session: SparkSession, archive: str) -> DataFrame:
    try:
        return session.read.parquet(archive)
    except (AnalysisException, Py4JError, PySparkException) as error:
        raise UserError(
            f"{archive} cannot be read as Parquet.",
            hint="Name a Parquet file, or a folder of them, that every worker sees.",
        ) from error


def _rows(session: SparkSession, order: Order) -> DataFrame:
    """Return the messages with why each is left out: `USED` where it is not."""
    table = _read(session, order.archive)
    kinds: dict[str, Kind] = {name: KINDS.get(kind, "other") for name, kind in table.dtypes}
    checked(order.archive, kinds)
    checked_egos(order.egos, kinds[SENDER])
    people = "string" if kinds[SENDER] == "text" else "bigint"
    told = _whole(RECIPIENTS, kinds[RECIPIENTS]) if RECIPIENTS in kinds else sf.lit(0)
    rows = table.select(
        sf.col(SENDER).cast(people).alias(SENDER),
        sf.col(RECIPIENT).cast(people).alias(RECIPIENT),
        _whole(TIME, kinds[TIME]).alias(TIME),
        sf.coalesce(told, sf.lit(0)).alias(RECIPIENTS),
    )
    seen = None if order.egos is None else session.createDataFrame([(ego,) for ego in order.egos], f"{SEEN} {people}")
    for side in (SENDER, RECIPIENT):
        rows = _with_seen(rows, side, seen)
    return rows.withColumn(WHY, _why(order, is_text=people == "string"))


def _with_seen(rows: DataFrame, side: str, seen: DataFrame | None) -> DataFrame:
    """Return messages with whether the own box of those on one side was seen; without a list all were."""
    if seen is None:
        return rows.withColumn(_seen(side), sf.lit(True))
    listed = sf.broadcast(seen.select(sf.col(SEEN).alias(_seen(side))))
    joined = rows.join(listed, rows[side] == listed[_seen(side)], "left")
    return joined.withColumn(_seen(side), sf.col(_seen(side)).isNotNull())


def _seen(side: str) -> str:
    return f"{side}_{SEEN}"


def _whole(name: str, kind: Kind) -> Column:
    """Return a column of numbers or instants as whole numbers; what is no finite number is missing."""
    if kind == "time":
        return sf.col(name).cast("timestamp").cast("bigint")
    number = sf.col(name)
    if kind == "real":
        number = sf.when(sf.abs(number) < LARGEST, sf.floor(number))
    return number.cast("bigint")


def _why(order: Order, *, is_text: bool) -> Column:
    """Return the first reason that applies to a row."""
    sender, recipient, at = sf.col(SENDER), sf.col(RECIPIENT), sf.col(TIME)
    missing = sender.isNull() | recipient.isNull() | at.isNull()
    if is_text:
        missing |= (sender == "") | (recipient == "")
    return (
        sf.when(missing, NO_FIELD)
        .when(sender == recipient, TO_SELF)
        .when(at <= 0, TOO_EARLY)
        .when(at > order.now, TOO_LATE)
        .when(sf.col(RECIPIENTS) > MASS_MAIL, MASS)
        .when(~(sf.col(_seen(SENDER)) | sf.col(_seen(RECIPIENT))), NOT_SEEN)
        .otherwise(USED)
    )


def _counts(rows: DataFrame) -> Summary:
    """Return what becomes of the rows."""
    uncounted = sf.sum((sf.col(RECIPIENTS) < 1).cast("bigint")).alias(UNCOUNTED)
    found = {row[WHY]: row for row in rows.groupBy(WHY).agg(sf.count("*").alias("count"), uncounted).collect()}
    counted = {why: int(row["count"]) for why, row in found.items()}
    left_out = {reason: counted.get(reason, 0) for reason in REASONS}
    without = int(found[USED][UNCOUNTED]) if USED in found else 0
    return Summary(read=sum(counted.values()), left_out=left_out, without_count=without)


def _views(rows: DataFrame) -> DataFrame:
    """Return each message as its sender sees it and as its recipient does."""
    sides = [
        sf.struct(
            sf.col(ego).alias("ego"),
            sf.col(alter).alias("alter"),
            sf.lit(ego == SENDER).alias("outgoing"),
            sf.col(_seen(ego)).alias(SEEN),
        )
        for ego, alter in ((SENDER, RECIPIENT), (RECIPIENT, SENDER))
    ]
    recipients = sf.greatest(sf.col(RECIPIENTS), sf.lit(1)).cast("tinyint").alias("recipients")
    seen = rows.select(sf.explode(sf.array(*sides)).alias("view"), sf.col(TIME).alias("at"), recipients)
    return seen.where(f"view.{SEEN}").select("view.ego", "view.alter", "view.outgoing", "at", "recipients")
