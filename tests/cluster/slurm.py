"""A Slurm of one node, started by hand as root in a folder of its own: no systemd, no accounting, and nothing shared with
a Slurm that may be on the machine."""

import ctypes
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

DAEMONS = ["munged", "slurmctld", "slurmd"]
ENDED = {"BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "TIMEOUT"}

CONFIGURATION = """\
ClusterName=darah-test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller_port}
SlurmdPort={node_port}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
PlugStackConfig={folder}/plugstack.conf
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
JobCompType=jobcomp/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=0,sched_min_interval=100000
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=5
NodeName=node NodeHostname={host} NodeAddr=127.0.0.1 CPUs={cpus} RealMemory=16000
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def why_not():
    """Why no Slurm can be started here; None if one can."""
    missing = [program for program in [*DAEMONS, "sbatch"] if not find(program)]
    if missing:
        return f"not installed: {', '.join(missing)} (Debian packages slurm-wlm and munge)"
    if os.geteuid() != 0:
        return "Slurm's daemons are started as root"
    return None


def find(program):
    return shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def free_ports(count):
    """Told apart by being open together."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def die_with_parent():
    """A test that is killed leaves no daemon (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class OneNodeSlurm:
    def __init__(self, cpus=2):
        self.cpus = cpus
        self.daemons = {}

    def __enter__(self):
        # A short path: that of a socket holds 108 bytes.
        self.folder = tempfile.mkdtemp(prefix="slurm-", dir="/tmp")
        os.chmod(self.folder, 0o755)  # munged insists
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        controller_port, node_port = free_ports(2)
        configuration = self.file("slurm.conf", CONFIGURATION.format(
            folder=self.folder, host=socket.gethostname().split(".")[0], controller_port=controller_port,
            node_port=node_port, cpus=self.cpus))
        self.file("plugstack.conf", "")
        for name in "state", "spool":
            os.mkdir(os.path.join(self.folder, name))
        key = os.path.join(self.folder, "munge.key")
        with open(os.open(key, os.O_CREAT | os.O_WRONLY, 0o400), "wb") as file:
            file.write(os.urandom(128))

        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(("SLURM", "SBATCH", "SQUEUE", "SCANCEL", "SCONTROL"))}
        self.environment["SLURM_CONF"] = configuration

        self.daemon("munged", "--foreground", "--num-threads=2", *(
            f"--{option}={self.folder}/munge.{ending}" for option, ending in [
                ("key-file", "key"), ("socket", "socket"), ("pid-file", "pid"), ("seed-file", "seed"), ("log-file", "log")]))
        self.until(lambda: os.path.exists(os.path.join(self.folder, "munge.socket")), "munged has no socket")
        self.daemon("slurmctld", "-D", "-f", configuration)
        self.daemon("slurmd", "-D", "-N", "node", "-f", configuration)
        self.until(lambda: self.ask("sinfo", "--noheader", "--format=%T").strip() == "idle", "the node is not idle")

    def stop(self):
        """Jobs first: a job's own process outlives slurmd."""
        if len(self.daemons) == len(DAEMONS) and all(each.poll() is None for each in self.daemons.values()):
            self.ask("scancel", "--user=root", "--full", "--signal=KILL")
            self.ask("scancel", "--user=root")
            try:
                self.until(lambda: not self.ask("squeue", "--noheader").strip(), "jobs do not end", seconds=15)
            except RuntimeError as error:
                print(error, flush=True)
        for daemon in reversed(self.daemons.values()):
            daemon.terminate()
            try:
                daemon.wait(10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        self.daemons = {}
        shutil.rmtree(self.folder, ignore_errors=True)

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def daemon(self, name, *arguments):
        with open(os.path.join(self.folder, name + ".out"), "w") as output:
            # A session of its own: Ctrl-C is for the test, which then stops the daemons in order.
            self.daemons[name] = subprocess.Popen(
                [find(name), *arguments], env=self.environment, cwd=self.folder, start_new_session=True,
                preexec_fn=die_with_parent, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)

    def ask(self, *command):
        """What a Slurm command prints; nothing if it fails."""
        return subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              encoding="utf-8").stdout

    def until(self, true, failure, seconds=60):
        end = time.monotonic() + seconds
        while not true():
            for name, daemon in self.daemons.items():
                if daemon.poll() is not None:
                    raise RuntimeError(f"{name} ended with exit code {daemon.returncode}\n{self.logs()}")
            if time.monotonic() > end:
                raise RuntimeError(f"{failure} after {seconds} s\n{self.logs()}")
            time.sleep(0.1)

    def logs(self):
        """The ends of the daemons' logs."""
        tails = []
        for name in sorted(os.listdir(self.folder)):
            if name.endswith((".out", ".log")):
                with open(os.path.join(self.folder, name), errors="replace") as file:
                    tails.append(f"== {name}\n{''.join(file.readlines()[-25:])}")
        return "\n".join([*tails, "== squeue", self.ask("squeue"), self.ask("sinfo", "--list-reasons")])

    def sbatch(self, *arguments, cwd=None, **environment):
        """Submits; the number of the job."""
        result = subprocess.run(["sbatch", "--parsable", *map(str, arguments)], cwd=cwd,
                                env={**self.environment, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                encoding="utf-8")
        if result.returncode:
            raise RuntimeError(f"sbatch: {result.stderr}\n{self.logs()}")
        return result.stdout.strip().split(";")[0]

    def tasks(self, job=None):
        """State and exit code by task: of one job {number in the array: ...}, of all jobs {(job, number): ...}. The tasks
        of an array that have not begun are one, without a number."""
        tasks = {}
        for line in self.ask("scontrol", "show", "job", *([job] if job else []), "--oneliner").splitlines():
            fields = dict(re.findall(r"(\w+)=(\S*)", line))
            if "JobState" in fields:
                number = fields.get("ArrayTaskId", "")
                number = int(number) if number.isdigit() else None
                first = fields.get("ArrayJobId", fields["JobId"])
                tasks[number if job else (first, number)] = (fields["JobState"], int(fields["ExitCode"].split(":")[0]))
        return tasks

    def wait(self, job=None, seconds=200):
        """Until all tasks, of a job or of all jobs, have ended; what tasks() says then."""
        self.until(lambda: self.tasks(job) and all(state in ENDED for state, _ in self.tasks(job).values()),
                   f"job {job or ''} has not ended", seconds)
        return self.tasks(job)
