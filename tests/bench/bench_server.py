"""Load the server while rebuilds swap its index. Run by hand: ``python tests/bench/bench_server.py FOLDER [SECONDS]``.

The folder and every second file of it take turns as the corpus, so that each swap changes the index. All files are read
anew for each: the load shares the processors with builds that never end.

Needs `wrk`. Prints requests a second, p99, the number of answers that were no success and what they were; exits with 1
when there were any. Each connection may be sent an export, so that none is turned away for being one too many.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

ADDRESS = "http://127.0.0.1:8765"
CONNECTIONS = 8
PATHS = [
    "/",
    *(
        f"/search?q={quote(q)}"
        for q in ("公开", "依申请公开", "行政复议 行政诉讼", '"三公"', "微信 OR 微博", "没有这句话")
    ),
    f"/search?q={quote('公开')}&region=210000&year=2015..2018",
    f"/api/v1/search?q={quote('答复')}",
    f"/search.csv?q={quote('三公')}",
    "/search.atom",
    "/links",
    "/help",
]
LUA = """
local paths = {{{paths}}}
local place = 0
request = function() place = place % #paths + 1; return wrk.format("GET", paths[place]) end
done = function(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local rate = summary.requests / summary.duration * 1e6
  io.write(string.format("RESULT %.1f %.1f %d\\n", rate, latency:percentile(99) / 1000, failed))
end
"""


def main() -> None:
    """Build, serve, load, rebuild, print."""
    corpus, seconds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
    wrk = shutil.which("wrk") or sys.exit("no wrk: install the package of that name")
    with tempfile.TemporaryDirectory() as folder:
        nianbao = [sys.executable, "-m", "indexer", "--index-dir", f"{folder}/index"]
        half = every_second_file(Path(corpus), Path(folder) / "half")
        build = [*nianbao, "index", "--rebuild"]
        subprocess.run([*build, corpus], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
        script = Path(folder) / "mixed.lua"
        script.write_text(LUA.format(paths=",".join(f'"{path}"' for path in PATHS)), "utf-8")
        serve = [*nianbao, "serve", "--port", ADDRESS.rpartition(":")[2], "--rate-limit", "0"]
        serve += ["--access-log", f"{folder}/access.log"]
        environment = os.environ | {"NIANBAO_EXPORTS_AT_ONCE": str(CONNECTIONS)}
        with subprocess.Popen(serve, env=environment) as server:  # noqa: S603 - our own program
            wait_for(f"{ADDRESS}/readyz")
            stop = threading.Event()
            builds: list[int] = []

            def rebuild() -> None:
                for reports in itertools.cycle([str(half), corpus]):
                    done = subprocess.run([*build, reports], check=False, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
                    builds.append(done.returncode)
                    if stop.is_set():
                        break

            thread = threading.Thread(target=rebuild)
            thread.start()
            load = [wrk, "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", str(script), ADDRESS]
            output = subprocess.run(load, check=True, capture_output=True, text=True).stdout  # noqa: S603 - found on the search path
            stop.set()
            thread.join()
            server.terminate()
        failures = failed(Path(folder) / "access.log")
    found = re.search(r"RESULT (\S+) (\S+) (\d+)", output)
    if found is None:
        sys.exit(output)
    print(f"{found[1]} requests/s, p99 {found[2]} ms, {found[3]} errors, {len(builds)} rebuilds")
    for (route, status), times in failures.items():
        print(f"{times} times {status} of {route}")
    sys.exit(found[3] != "0" or any(builds))


def failed(log: Path) -> Counter[tuple[str, int]]:
    """Routes and status codes of the answers that were no success."""
    lines = map(json.loads, log.read_text("utf-8").splitlines())
    return Counter((line["route"], line["status"]) for line in lines if line["status"] >= 400)


def every_second_file(corpus: Path, folder: Path) -> Path:
    """Copy every second file of a corpus into a folder, and return the folder."""
    for path in sorted(path for path in corpus.rglob("*") if path.is_file())[::2]:
        copy = folder / path.relative_to(corpus)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return folder


def wait_for(url: str) -> None:
    """Ask until somebody answers, for a minute."""
    for _ in range(120):
        try:
            urlopen(url, timeout=5).close()  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.5)
        else:
            return
    sys.exit(f"{url} does not answer")


if __name__ == "__main__":
    main()
