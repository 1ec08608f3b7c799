"""What a test can switch on the stand-in, and the record of all requests. Reached over HTTP under /_lab/."""
import re
import threading
import time


class Control:
    def __init__(self):
        self.lock = threading.Lock()
        self.open = 0
        self.ended = threading.Condition(self.lock)
        self.reset()

    def reset(self):
        with self.lock:
            self.token_ttl = 12 * 3600
            self.blob_mount = True
            self.blob_redirect = False
            self.faults = []
            self.denied = {}
            self.functions = {}
            self.requests = []
            self.scans = {}
            self.lags = {}
            self.late_in_iam = set()
            self.births = {}

    # ---- written by tests -----------------------------------------------------------------------------------

    def set_config(self, wish):
        self.token_ttl = float(wish.get('tokenTtl', self.token_ttl))
        self.blob_mount = bool(wish.get('blobMount', self.blob_mount))
        self.blob_redirect = bool(wish.get('blobRedirect', self.blob_redirect))

    def add_faults(self, wish):
        """One fault or a list: {count, status|drop, afterBytes, method, path, on: v2|aws, retryAfter, code, message}."""
        for fault in wish if isinstance(wish, list) else [wish]:
            with self.lock:
                self.faults.append({'count': 1, 'on': 'v2', **fault})

    def set_function(self, wish):
        """{name, nextCreate|nextUpdate: {seconds, result, code, reason}, invoke: {payload, functionError, log, status},
        invokeVersions: {VERSION: like invoke}}."""
        with self.lock:
            self.functions.setdefault(wish['name'], {}).update({k: v for k, v in wish.items() if k != 'name'})

    def set_scan(self, wish):
        """{repository, seconds, findings: [{name, severity}], result}: what scans of its images find, and how long they take."""
        with self.lock:
            self.scans[wish['repository']] = {'seconds': 0, 'findings': [], 'result': 'COMPLETE', 'started': None, **wish}

    def set_lag(self, wish):
        """{name, seconds}: how long after its creation nobody sees the function, version, role or repository of that name,
        and how long a change of the function is not seen."""
        with self.lock:
            self.lags[wish['name']] = float(wish['seconds'])
            (self.late_in_iam.add if wish.get('iam') else self.late_in_iam.discard)(wish['name'])

    def deny(self, wish):
        with self.lock:
            if wish.get('remove'):
                self.denied.pop(wish['operation'], None)
            else:
                self.denied[wish['operation']] = wish.get('message')

    # ---- asked by the servers -------------------------------------------------------------------------------

    def take_fault(self, on, method, path, operation=''):
        with self.lock:
            for fault in self.faults:
                if fault['count'] < 1 or fault['on'] != on:
                    continue
                if fault.get('method') and fault['method'].upper() != method:
                    continue
                if fault.get('operation') and fault['operation'] != operation:
                    continue
                if fault.get('path') and not re.search(fault['path'], path):
                    continue
                fault['count'] -= 1
                return fault
        return None

    def take_change(self, name, kind):
        """The state change planned by a test for the next create or update of a function; used once."""
        with self.lock:
            plan = self.functions.get(name, {}).pop({'create': 'nextCreate', 'update': 'nextUpdate'}[kind], None)
        if plan is None:
            return None
        return {'kind': kind, 'until': time.time() + float(plan.get('seconds', 0)), 'result': plan.get('result', ''),
                'code': plan.get('code', 'InvalidImage'), 'reason': plan.get('reason', 'The image is not valid.')}

    def scan(self, repository):
        with self.lock:
            return self.scans.get(repository)

    def scan_started(self, repository):
        with self.lock:
            if repository in self.scans:
                self.scans[repository]['started'] = time.time()

    def scan_status(self, repository):
        """Where the scan stands; None: none was started."""
        with self.lock:
            plan = self.scans[repository]
            if plan['started'] is None:
                return None
            return 'IN_PROGRESS' if time.time() < plan['started'] + float(plan['seconds']) else plan['result']

    def invocation(self, name, version):
        with self.lock:
            plans = self.functions.get(name, {})
            return plans.get('invokeVersions', {}).get(version) or plans.get('invoke')

    def began(self):
        with self.lock:
            self.open += 1

    def lag(self, arn):
        """Seconds that AWS is behind with what has this ARN."""
        with self.lock:
            name = re.match(r'arn:[^:]*:[^:]*:[^:]*:[^:]*:\w+[:/]([^:]+)', arn)
            return self.lags.get(name[1], 0) if name else 0

    def born(self, arn):
        """Notes that something is being created; one that is there already stays as old as it is."""
        if self.lag(arn):
            with self.lock:
                self.births.setdefault(arn, time.time())

    def unborn(self, arn):
        with self.lock:
            self.births.pop(arn, None)

    def is_invisible(self, arn, service=''):
        # What IAM has made can be worked on at once, as a rule; it is other services that learn of it late.
        with self.lock:
            birth = None if service == 'iam' and arn.rpartition('/')[2] not in self.late_in_iam else self.births.get(arn)
        return birth is not None and time.time() < birth + self.lag(arn)

    def record(self, entry):
        with self.lock:
            self.open -= 1
            self.requests.append(entry)
            self.ended.notify_all()

    def recorded(self):
        """All requests that have been answered: a client may have its answer a moment before it is noted here."""
        with self.lock:
            self.ended.wait_for(lambda: self.open == 0, timeout=1)
            return list(self.requests)
