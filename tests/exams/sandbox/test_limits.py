import json
import subprocess
import sys

# Run in a process of its own: there is no way back out of these limits.
SCRIPT = """
import json, resource
from exams.sandbox.limits import allow_cpu_seconds, confine, leave_network
leave_network()
confine(300)
allow_cpu_seconds(5)
names = ["RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NPROC", "RLIMIT_NOFILE", "RLIMIT_CORE"]
status = open("/proc/self/status").read()
try:
    bytearray(400 * 2**20)
    memory = "given"
except MemoryError:
    memory = "refused"
print(json.dumps({
    "limits": {name: resource.getrlimit(getattr(resource, name))[1] for name in names},
    "privileges": "NoNewPrivs:\\t1" in status,
    "memory": memory,
    "cpu": resource.getrlimit(resource.RLIMIT_CPU)[0],
}))
"""


def run_confined() -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], check=True, capture_output=True, text=True
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_confine_takes_what_reading_does_not_need() -> None:
    answer = run_confined()

    assert answer["limits"] == {
        "RLIMIT_AS": 300 * 2**20,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_NPROC": 0,
        "RLIMIT_NOFILE": 64,
        "RLIMIT_CORE": 0,
    }
    assert (answer["privileges"], answer["memory"]) == (True, "refused")
    assert answer["cpu"] in {6, 7, 8}
