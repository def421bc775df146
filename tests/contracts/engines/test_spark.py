"""The engine of a cluster keeps the contract on a real one, and agrees with the engine of one machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.contracts.engines.cluster import HOST, SOURCES, WORKERS, cluster

from kithly.engines.engine import Order
from kithly.engines.local import Local
from kithly.engines.spark import Spark
from kithly.testing.engine_samples import HUB, HUB_SHARE, NOW, answer, skewed
from kithly.testing.engines import EngineContract, same

pytestmark = [
    pytest.mark.xdist_group("spark"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # pyspark closes its pipes when it ends
]

QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData"  # a JVM that starts fast, and never lasts long


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spark]:
    places = {"SPARK_LOCAL_IP": HOST, "PYSPARK_PYTHON": sys.executable}
    before = {name: os.environ.get(name) for name in places}
    os.environ.update(places)
    with cluster(tmp_path_factory.mktemp("cluster")) as address:
        settings = {
            "spark.driver.host": HOST,
            "spark.driver.bindAddress": HOST,
            "spark.executor.memory": "512m",
            "spark.executorEnv.PYTHONPATH": str(SOURCES),
            "spark.executor.extraJavaOptions": QUICK,
            "spark.driver.extraJavaOptions": QUICK,
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
        }
        spark = Spark(master=address, settings=settings)
        yield spark
        spark.session().stop()
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})


class TestCluster(EngineContract):
    @pytest.fixture
    def engine(self, engine: Spark) -> Spark:
        return engine


def test_both_workers_of_the_cluster_have_work(engine: Spark) -> None:
    context = engine.session().sparkContext
    context.parallelize(range(8), 8).map(lambda one: one).count()
    driver = 1
    assert context._jsc.sc().getExecutorMemoryStatus().size() == driver + WORKERS


def test_the_engines_agree_where_one_has_a_third_of_all_and_parts_are_uneven(engine: Spark, tmp_path: Path) -> None:
    archive = uneven(tmp_path / "archive", 60_000)
    found = []
    for one, name in ((engine, "spark"), (Local(at_once=50_000), "local")):
        summary = one.run(Order(archive=str(archive), into=str(tmp_path / name), now=NOW))
        found.append((summary, answer(tmp_path / name)))
    (summary, ties), (wanted_summary, wanted) = found
    assert summary == wanted_summary
    same(ties, wanted)


def uneven(folder: Path, rows: int) -> Path:
    """Write an archive in three files, one of which holds nearly everything."""
    columns = skewed(rows)
    assert sum(HUB in pair for pair in zip(columns["sender"], columns["recipient"], strict=True)) >= HUB_SHARE * rows
    folder.mkdir()
    table = pa.table(columns)
    for number, (start, size) in enumerate(((0, rows - 60), (rows - 60, 50), (rows - 10, 10))):
        pq.write_table(table.slice(start, size), folder / f"{number}.parquet")
    return folder
