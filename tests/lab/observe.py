#!/usr/bin/env python3
"""Prints what boto3 sees of a function, one line for each qualifier: QUALIFIER VERSION WEIGHT DIGEST."""
import sys

import boto3

function = sys.argv[1]
client = boto3.client("lambda")


def digest(version: str) -> str:
    return client.get_function(FunctionName=function, Qualifier=version)["Code"]["ResolvedImageUri"].split("@")[1]


for page in client.get_paginator("list_versions_by_function").paginate(FunctionName=function):
    for version in page["Versions"]:
        print(version["Version"], version["Version"], "-", digest(version["Version"]))
for page in client.get_paginator("list_aliases").paginate(FunctionName=function):
    for alias in page["Aliases"]:
        others = (alias.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}
        shares = {alias["FunctionVersion"]: 1 - sum(others.values())} | others
        for version, share in shares.items():
            print(alias["Name"], version, f"{share:.2f}", digest(version))
