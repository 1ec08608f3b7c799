#!/usr/bin/env python3
"""Prints all that the lab's AWS holds under names with a text in them, as JSON: usage: snapshot.py TEXT REGION..."""
import json
import sys

import boto3

text, regions = sys.argv[1], sys.argv[2:]


def pages(client, operation: str, key: str, **arguments):
    for page in client.get_paginator(operation).paginate(**arguments):
        yield from page[key]


def repositories(region: str):
    ecr = boto3.client("ecr", region_name=region)
    for repository in pages(ecr, "describe_repositories", "repositories"):
        name = repository["repositoryName"]
        if text not in name:
            continue
        images = pages(ecr, "describe_images", "imageDetails", repositoryName=name)
        yield [region, repository, sorted([image["imageDigest"], sorted(image.get("imageTags", []))] for image in images)]


def functions(region: str):
    client = boto3.client("lambda", region_name=region)
    for function in pages(client, "list_functions", "Functions"):
        name = function["FunctionName"]
        if text not in name:
            continue
        versions = [[each["Version"], each["CodeSha256"]] for each in pages(client, "list_versions_by_function", "Versions", FunctionName=name)]
        yield [region, function, versions, list(pages(client, "list_aliases", "Aliases", FunctionName=name))]


found = [each for region in regions for each in [*repositories(region), *functions(region)]]
print(json.dumps(found, default=str, indent=1, sort_keys=True))
