#!/bin/sh
# jupyter_client 8.10.0 under nbclient 0.11.0: the option that names the default provisioner of kernels is not read.
#
# `KernelProvisionerFactory.default_provisioner_name` is a trait tagged config=True. A Config that is given to nbclient
# does reach the kernel manager (here: the kernel talks over ipc, as asked), but the manager makes the factory with its
# own parent, which nbclient does not set. So a provisioner is chosen for nothing, and one that does not exist is no
# error. The environment variable JUPYTER_DEFAULT_PROVISIONER_NAME is read; with it, no kernel has a provisioner.
#
# Output:
#   config: the cell ran; transport: ipc
#   variable: No such kernel named python3
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet jupyter_client==8.10.0 nbclient==0.11.0 ipykernel==7.4.0 2>"$work/log" ||
    { cat "$work/log"; exit 2; }
cd "$work"
cat >run.py <<'PY'
import os
import sys

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from traitlets.config import Config

asked = {"KernelManager": {"transport": "ipc", "connection_file": os.path.abspath("kernel.json")}}
if sys.argv[1] == "config":
    asked["KernelProvisionerFactory"] = {"default_provisioner_name": "no-such"}
else:
    os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = "no-such"
source = "from ipykernel.connect import get_connection_info\nprint(get_connection_info(unpack=True)['transport'])"
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
try:
    NotebookClient(notebook, kernel_name="python3", config=Config(asked)).execute()
except NoSuchKernel as error:
    print(f"{sys.argv[1]}: {error}")
else:
    print(f"{sys.argv[1]}: the cell ran; transport: {notebook.cells[0].outputs[0].text.strip()}")
PY
export JUPYTER_PLATFORM_DIRS=1
for way in config variable; do venv/bin/python run.py "$way" 2>log || { cat log >&2; exit 2; }; done >out
cat out
printf '%s\n' 'config: the cell ran; transport: ipc' \
    "variable: No such kernel named python3" | cmp -s - out
