"""The base images: which layers, settings and names each one has."""
import pathlib
import subprocess

from layers import Layer, matching

HERE = pathlib.Path(__file__).resolve().parent
LAMBDA_ENV = {
    'LANG': 'en_US.UTF-8', 'TZ': ':/etc/localtime', 'PATH': '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    'LD_LIBRARY_PATH': '/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib',
    'LAMBDA_TASK_ROOT': '/var/task', 'LAMBDA_RUNTIME_DIR': '/var/runtime',
}
LAMBDA = {'Env': LAMBDA_ENV, 'Entrypoint': ['/lambda-entrypoint.sh'], 'WorkingDir': '/var/task'}
PLAIN = {'Env': {'PATH': '/usr/local/bin:/usr/bin:/bin:/var/lang/bin'}, 'Cmd': ['/bin/sh']}


def system():
    layer = Layer()
    layer.file('/bin/busybox', '/bin/busybox', 0o755)
    for applet in subprocess.run(['/bin/busybox', '--list'], capture_output=True, text=True).stdout.split():
        if applet != 'busybox':
            layer.link(f'/bin/{applet}', '/bin/busybox')
    layer.link('/usr/bin/env', '/bin/busybox')
    for name in ('dnf', 'microdnf', 'yum', 'apt-get'):
        layer.text(f'/usr/bin/{name}', (HERE / 'common/package-manager').read_text(), 0o755)
    layer.text('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n')
    layer.text('/etc/group', 'root:x:0:\nnogroup:x:65534:\n')
    layer.text('/etc/os-release', 'NAME="LambdaImage lab"\nID="lab"\n')
    layer.text('/var/lib/lab/runtime.sh', (HERE / 'common/runtime.sh').read_text())
    layer.directory('/tmp', 0o1777)
    layer.directory('/root', 0o700)
    for folder in ('/var/task', '/var/runtime', '/var/lang/bin', '/opt/extensions', '/etc', '/proc', '/sys', '/dev'):
        layer.directory(folder)
    return layer


def entrypoint(bootstrap=None):
    layer = Layer()
    layer.text('/lambda-entrypoint.sh', (HERE / 'common/lambda-entrypoint.sh').read_text(), 0o755)
    if bootstrap:
        layer.text('/var/runtime/bootstrap', (HERE / bootstrap).read_text(), 0o755)
    return layer


def node(node_binary, npm, ric):
    layer = Layer()
    layer.file('/var/lang/bin/node', node_binary, 0o755)
    addon = ric / 'aws-lambda-ric/rapid-client.node'
    layer.shared_libraries(node_binary, addon)
    if npm:
        layer.tree('/var/lang/lib/node_modules/npm', npm, skip=('man', 'docs'))
        layer.link('/var/lang/bin/npm', '../lib/node_modules/npm/bin/npm-cli.js')
        layer.link('/var/lang/bin/npx', '../lib/node_modules/npm/bin/npx-cli.js')
    for name in ('index.mjs', 'package.json', 'rapid-client.node'):
        layer.file(f'/var/runtime/node_modules/aws-lambda-ric/{name}', ric / 'aws-lambda-ric' / name)
    layer.tree('/var/runtime/node_modules/@aws', ric / '@aws')
    return layer


def python():
    layer = Layer()
    version = subprocess.run(['/usr/bin/python3', '-c', 'import sys; print("%d.%d" % sys.version_info[:2])'],
                             capture_output=True, text=True, check=True).stdout.strip()
    layer.file(f'/usr/bin/python{version}', f'/usr/bin/python{version}', 0o755)
    for link in ('/usr/bin/python3', '/var/lang/bin/python3', '/var/lang/bin/python'):
        layer.link(link, f'/usr/bin/python{version}')
    layer.shared_libraries(f'/usr/bin/python{version}', *matching(f'/usr/lib/python{version}/lib-dynload/*.so'))
    layer.tree(f'/usr/lib/python{version}', f'/usr/lib/python{version}',
               skip=('__pycache__', 'test', 'lib2to3', 'pydoc_data', 'idlelib', 'tkinter') + tuple(
                   pathlib.Path(p).name for p in matching(f'/usr/lib/python{version}/config-*')))
    # Debian forbids pip to write into the system's Python; in an image that rule is in the way.
    layer.entries.pop(f'usr/lib/python{version}/EXTERNALLY-MANAGED', None)
    if pathlib.Path('/usr/lib/python3/dist-packages/pip').exists():
        for name in ('pip', 'setuptools', 'pkg_resources', 'wheel', '_distutils_hack'):
            layer.tree(f'/usr/lib/python3/dist-packages/{name}', f'/usr/lib/python3/dist-packages/{name}', skip=('__pycache__',))
        for name in ('pip', 'pip3'):
            layer.text(f'/var/lang/bin/{name}', '#!/bin/sh\nexec /usr/bin/python3 -m pip "$@"\n', 0o755)
    layer.text('/var/runtime/runtime_client.py', (HERE / 'python/runtime_client.py').read_text())
    return layer


def adapter():
    layer = Layer()
    parts = [(HERE / 'adapter/lambda-adapter.head').read_text(), '#NODE\n', (HERE / 'adapter/adapter.mjs').read_text(),
             '#PYTHON\n', (HERE / 'adapter/adapter.py').read_text()]
    layer.text('/lambda-adapter', ''.join(parts), 0o755)
    return layer


def bref(old=False):
    layer = Layer()
    bootstrap = (HERE / 'bref/bootstrap').read_text()
    for path in ('/opt/bootstrap', '/var/runtime/bootstrap'):
        layer.text(path, bootstrap, 0o755)
    layer.text('/opt/bin/php', '#!/bin/sh\necho "PHP (lab stand-in) $*"\n', 0o755)
    layer.text('/opt/bref/etc/php/conf.d/bref.ini', 'memory_limit=10240M\n')
    if not old:
        layer.text('/opt/bref/bootstrap.php', '<?php // lab stand-in\n')
        for name in ('apcu', 'intl', 'opcache', 'redis'):
            layer.text(f'/opt/bref/extensions/{name}.so', f'lab stand-in for {name}\n')
    return layer


def bref_extra(name, old=False):
    layer = Layer()
    if old:
        layer.text(f'/opt/bref-extra/{name}.so', f'lab stand-in for {name}\n')
        layer.text(f'/opt/bref/etc/php/conf.d/ext-{name}.ini', f'extension=/opt/bref-extra/{name}.so\n')
    else:
        for part in name.split('-'):
            layer.text(f'/opt/bref/extensions/{part}.so', f'lab stand-in for {part}\n')
            layer.text(f'/opt/bref/etc/php/conf.d/ext-{part}.ini', f'extension={part}\n')
        layer.text(f'/opt/lib/lib{name}.so.1', 'lab stand-in\n')
    return layer


def catalogue(node_binary, npm, ric):
    """[{names, layers, config, archs ('both' makes an index), oci}]"""
    base = system()
    node_layer, python_layer = node(node_binary, npm, ric), python()
    echo, bare = entrypoint('common/echo-bootstrap'), entrypoint()
    aws, hub = 'public.ecr.aws/lambda/', 'docker.io/bref/'
    bref_config = {**LAMBDA, 'Env': {**LAMBDA_ENV, 'PATH': '/opt/bin:' + LAMBDA_ENV['PATH'],
                                     'PHP_INI_SCAN_DIR': '/opt/bref/etc/php/conf.d:/var/task/php/conf.d'}}
    old_bref_config = {**bref_config, 'Env': {**bref_config['Env'], 'BREF_IMAGE_KIND': 'fpm'}}
    return [
        {'names': [aws + f'nodejs:{v}' for v in (22, 20, 24)], 'layers': [base, node_layer, entrypoint('nodejs/bootstrap')], 'config': LAMBDA, 'archs': 'both'},
        {'names': [aws + f'python:{v}' for v in ('3.13', '3.12')], 'layers': [base, python_layer, entrypoint('python/bootstrap')], 'config': LAMBDA, 'archs': 'both'},
        {'names': [aws + f'provided:{v}' for v in ('al2023', 'latest')], 'layers': [base, bare], 'config': LAMBDA, 'archs': 'both'},
        {'names': [aws + n for n in ('ruby:3.4', 'ruby:3.3', 'java:21', 'java:25')], 'layers': [base, echo], 'config': LAMBDA, 'archs': 'both'},
        {'names': [aws + n for n in ('dotnet:8', 'dotnet:10')], 'layers': [base, echo], 'archs': 'both',
         'config': {**LAMBDA, 'Env': {**LAMBDA_ENV, 'DOTNET_ROOT': '/var/lang/bin'}}},
        {'names': ['public.ecr.aws/docker/library/ruby:3.4-slim', 'docker.io/library/ruby:3.4-slim'], 'layers': [base], 'config': PLAIN, 'archs': 'both', 'oci': True},
        {'names': ['public.ecr.aws/docker/library/node:22-slim', 'docker.io/library/node:22-slim'], 'layers': [base, node_layer], 'config': PLAIN, 'archs': 'both', 'oci': True},
        {'names': ['public.ecr.aws/docker/library/python:3.13-slim', 'docker.io/library/python:3.13-slim'], 'layers': [base, python_layer], 'config': PLAIN, 'archs': 'both', 'oci': True},
        {'names': ['public.ecr.aws/awsguru/aws-lambda-adapter:1.0.0'], 'layers': [adapter()], 'config': {'Env': {}}, 'archs': 'both', 'oci': True},
        {'names': [hub + 'php-84:3'], 'layers': [base, bare, bref()], 'config': bref_config, 'archs': 'amd64'},
        {'names': [hub + 'arm-php-84:3'], 'layers': [base, bare, bref()], 'config': bref_config, 'archs': 'arm64'},
        {'names': [hub + 'extra-gmp-php-84:3'], 'layers': [bref_extra('gmp')], 'config': {'Env': {}}, 'archs': 'amd64'},
        {'names': [hub + 'extra-redis-igbinary-php-84:3'], 'layers': [bref_extra('redis-igbinary')], 'config': {'Env': {}}, 'archs': 'amd64'},
        {'names': [hub + 'php-80-fpm:latest'], 'layers': [base, bare, bref(old=True)], 'config': old_bref_config, 'archs': 'amd64'},
        {'names': [hub + 'extra-redis-php-80:0.10'], 'layers': [bref_extra('redis', old=True)], 'config': {'Env': {}}, 'archs': 'amd64'},
        {'names': [hub + 'extra-gmp-php-80:0.10'], 'layers': [bref_extra('gmp', old=True)], 'config': {'Env': {}}, 'archs': 'amd64'},
    ]
