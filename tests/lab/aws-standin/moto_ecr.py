"""Corrections to moto's ECR, so that image records behave as in the real service. Each names the defect it mends."""
import fnmatch
import hashlib
import json

from moto.core.exceptions import ServiceException
from moto.ecr import models, responses
from moto.ecr.exceptions import (
    ImageAlreadyExistsException, ImageNotFoundException, InvalidParameterException, RepositoryNotFoundException, ScanNotFoundException)

INDEX_TYPES = ('application/vnd.docker.distribution.manifest.list.v2+json', 'application/vnd.oci.image.index.v1+json')


def _ecr_error(name):
    # moto finds the service whose error this is by the name of the module.
    return type(name, (ServiceException,), {'code': name, '__module__': 'moto.ecr.exceptions'})


ImageTagAlreadyExistsException = _ecr_error('ImageTagAlreadyExistsException')
ImageDigestDoesNotMatchException = _ecr_error('ImageDigestDoesNotMatchException')
LayersNotFoundException = _ecr_error('LayersNotFoundException')


def immutable_message(repository, tag):
    return (f"The image tag '{tag}' already exists in the '{repository.name}' repository "
            'and cannot be overwritten because the tag is immutable.')


def tag_is_immutable(repository, tag):
    immutable = str(getattr(repository.image_tag_mutability, 'value', repository.image_tag_mutability)).startswith('IMMUTABLE')
    for rule in repository.image_tag_mutability_exclusion_filters or []:
        if fnmatch.fnmatchcase(tag, rule['filter']):
            return not immutable
    return immutable


def image_templates(backend):
    """Repository creation templates of a registry, by prefix."""
    return backend.__dict__.setdefault('lab_templates', {})


def cache_rules(backend):
    """Pull-through cache rules of a registry, by prefix."""
    return backend.__dict__.setdefault('lab_cache_rules', {})


def owner(rules, name):
    """The rule with the longest prefix that a repository's name has; ROOT stands for all names."""
    fitting = [prefix for prefix in rules if prefix == 'ROOT' or name.startswith(prefix.rstrip('/') + '/')]
    return rules[max(fitting, key=lambda prefix: 0 if prefix == 'ROOT' else len(prefix))] if fitting else None


def create_on_push(backend, name):
    """Makes a repository as a push does where a template is for it; returns it, or None."""
    template = owner(image_templates(backend), name)
    if not template or 'CREATE_ON_PUSH' not in template['appliedFor']:
        return None
    repository = backend.create_repository(
        repository_name=name, registry_id=None, encryption_config=template.get('encryptionConfiguration'), image_scan_config=None,
        image_tag_mutability=template.get('imageTagMutability', 'MUTABLE'), tags=template.get('resourceTags', []),
        image_tag_mutability_exclusion_filters=template.get('imageTagMutabilityExclusionFilters'))
    repository.policy, repository.lifecycle_policy = template.get('repositoryPolicy'), template.get('lifecyclePolicy')
    return repository


def manifest_of(image):
    try:
        return json.loads(image.image_manifest)
    except ValueError:
        return {}


def subject_of(image):
    return (manifest_of(image).get('subject') or {}).get('digest')


def find_image(repository, *, tag=None, digest=None):
    for image in repository.images:
        if (not tag or tag in image.image_tags) and (not digest or image.image_digest == digest):
            return image
    return None


def install(store_manifest, control):
    """`control` knows the scans that tests have planned. `store_manifest(account, region, repository, digest, manifest, media_type)` puts a manifest into the registry
    storage and returns an error text when that refuses it."""

    def put_image(self, repository_name, image_manifest, image_tag, image_manifest_mediatype=None, digest=None, stored=False):
        # Defects mended: wrong or unchecked digest, HTML 500 for bad input or repository, wrong error for immutable tags,
        # and the deletion of an image whose last tag moved on (the real service keeps it, untagged).
        repository = self.repositories.get(repository_name)
        if repository is None:
            raise RepositoryNotFoundException(repository_name, self.account_id)
        try:
            manifest = json.loads(image_manifest)
            media_type = image_manifest_mediatype or manifest['mediaType']
        except (ValueError, TypeError, KeyError):
            raise InvalidParameterException("Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'")
        true_digest = 'sha256:' + hashlib.sha256(image_manifest.encode()).hexdigest()
        if digest and digest != true_digest:
            raise ImageDigestDoesNotMatchException(f"The provided image digest '{digest}' does not match the digest of the image manifest")
        image = find_image(repository, digest=true_digest)
        if image and (not image_tag or image_tag in image.image_tags):
            raise ImageAlreadyExistsException(repository_name, repository.registry_id, true_digest, image_tag)
        holder = find_image(repository, tag=image_tag) if image_tag else None
        if holder and tag_is_immutable(repository, image_tag):
            raise ImageTagAlreadyExistsException(immutable_message(repository, image_tag))
        if not image and not stored:
            problem = store_manifest(self.account_id, self.region_name, repository_name, true_digest, image_manifest.encode(), media_type)
            if problem:
                raise LayersNotFoundException(problem)
        if holder:
            holder.remove_tag(image_tag)
            if not holder.image_tags:
                holder.image_tag = None
        if image:
            image.update_tag(image_tag)
            return image
        image = models.Image(self.account_id, image_tag, image_manifest, repository_name, media_type, true_digest)
        repository.images.append(image)
        return image

    def image_size(self):
        # Defect mended: the size of the config was reported as the size of the image.
        manifest = json.loads(self.image_manifest)
        if 'layers' not in manifest:
            return None
        return manifest['config']['size'] + sum(layer['size'] for layer in manifest['layers'])

    def page(self, items, key):
        # Defects mended: filter.tagStatus, maxResults and nextToken were ignored.
        start = int(self._get_param('nextToken') or 0)
        size = int(self._get_param('maxResults') or 100)
        result = {key: items[start:start + size]}
        if start + size < len(items):
            result['nextToken'] = str(start + size)
        return responses.ActionResult(result)

    def wanted(self, image):
        status = (self._get_param('filter') or {}).get('tagStatus', 'ANY')
        return status == 'ANY' or (status == 'TAGGED') == bool(image.image_tags)

    def list_images(self):
        images = self.ecr_backend.list_images(self._get_param('repositoryName'), self._get_param('registryId'))
        ids = []
        for image in filter(lambda i: wanted(self, i), images):
            for tag in image.image_tags or [None]:
                ids.append({'imageDigest': image.image_digest, **({'imageTag': tag} if tag else {})})
        return page(self, ids, 'imageIds')

    def describe_images(self):
        images = self.ecr_backend.describe_images(
            self._get_param('repositoryName'), self._get_param('registryId'), self._get_param('imageIds'))
        details = []
        for image in sorted(filter(lambda i: wanted(self, i), images), key=lambda i: (i.image_pushed_at, i.image_digest)):
            copy = responses.copy.copy(image)
            if not copy.image_tags:
                del copy.image_tags
            # Defect mended: what an artifact is about was not told.
            if subject_of(image):
                copy.subject_manifest_digest = subject_of(image)
            details.append(copy)
        return page(self, details, 'imageDetails')

    models.ECRBackend.put_image = put_image
    models.Image.get_image_size_in_bytes = image_size
    responses.ECRResponse.list_images = list_images
    responses.ECRResponse.describe_images = describe_images

    stock_delete = models.ECRBackend.batch_delete_image

    def batch_delete_image(self, repository_name, registry_id=None, image_ids=None):
        # Defect mended: an image that an index lists could be deleted under it.
        repository = self.repositories.get(repository_name)
        if repository is None:
            raise RepositoryNotFoundException(repository_name, registry_id or self.account_id)
        if len(image_ids or []) > 100:
            raise InvalidParameterException("Invalid parameter at 'imageIds' failed to satisfy constraint: 'must have at most 100 items'")
        listed = {member['digest'] for image in repository.images for member in manifest_of(image).get('manifests', [])}
        refused, allowed = [], []
        for image_id in image_ids:
            image = find_image(repository, tag=image_id.get('imageTag'), digest=image_id.get('imageDigest'))
            (refused if image and image.image_digest in listed else allowed).append(image_id)
        answer = stock_delete(self, repository_name, registry_id, allowed) if allowed else {'imageIds': [], 'failures': []}
        answer['failures'] += [{
            'imageId': image_id, 'failureCode': 'ImageReferencedByManifestList',
            'failureReason': 'Requested image referenced by manifest list'} for image_id in refused]
        return answer

    def list_image_referrers(self):
        name = self._get_param('repositoryName')
        repository = self.ecr_backend.repositories.get(name)
        if repository is None:
            raise RepositoryNotFoundException(name, self.ecr_backend.account_id)
        subject = self._get_param('subjectId')['imageDigest']
        return page(self, [{
            'digest': image.image_digest, 'mediaType': image.image_manifest_media_type, 'size': len(image.image_manifest),
            'artifactType': manifest_of(image).get('artifactType'), 'artifactStatus': 'ACTIVE',
        } for image in repository.images if subject_of(image) == subject], 'referrers')

    def describe_image_scan_findings(self):
        # Defect mended: each scan was over at once and found the same things.
        name, image_id = self._get_param('repositoryName'), self._get_param('imageId')
        plan = control.scan(name)
        if plan is None:
            return stock_findings(self)
        repository = self.ecr_backend.repositories.get(name)
        if repository is None:
            raise RepositoryNotFoundException(name, self.ecr_backend.account_id)
        image = find_image(repository, tag=image_id.get('imageTag'), digest=image_id.get('imageDigest'))
        if image is None:
            raise ImageNotFoundException(str(image_id), name, self.ecr_backend.account_id)
        status = control.scan_status(name)
        if status is None:
            raise ScanNotFoundException(image.image_digest, name, self.ecr_backend.account_id)
        answer = {'registryId': self.ecr_backend.account_id, 'repositoryName': name,
                  'imageId': {'imageDigest': image.image_digest}, 'imageScanStatus': {'status': status}}
        if status in ('COMPLETE', 'ACTIVE'):
            counts = {}
            for finding in plan['findings']:
                counts[finding['severity']] = counts.get(finding['severity'], 0) + 1
            answer['imageScanFindings'] = {'findingSeverityCounts': counts, 'findings': plan['findings']}
        return responses.ActionResult(answer)

    def start_image_scan(self):
        control.scan_started(self._get_param('repositoryName'))
        return stock_start(self)

    def create_repository_creation_template(self):
        template = {key: self._get_param(key) for key in (
            'prefix', 'description', 'encryptionConfiguration', 'resourceTags', 'imageTagMutability',
            'imageTagMutabilityExclusionFilters', 'repositoryPolicy', 'lifecyclePolicy', 'appliedFor') if self._get_param(key) is not None}
        image_templates(self.ecr_backend)[template['prefix']] = template
        return responses.ActionResult({'registryId': self.ecr_backend.account_id, 'repositoryCreationTemplate': template})

    def delete_repository_creation_template(self):
        template = image_templates(self.ecr_backend).pop(self._get_param('prefix'), None)
        return responses.ActionResult({'registryId': self.ecr_backend.account_id, 'repositoryCreationTemplate': template})

    def describe_repository_creation_templates(self):
        prefixes = self._get_param('prefixes')
        found = [t for prefix, t in sorted(image_templates(self.ecr_backend).items()) if not prefixes or prefix in prefixes]
        return page(self, found, 'repositoryCreationTemplates')

    def create_pull_through_cache_rule(self):
        rule = {'ecrRepositoryPrefix': self._get_param('ecrRepositoryPrefix'),
                'upstreamRegistryUrl': self._get_param('upstreamRegistryUrl'), 'registryId': self.ecr_backend.account_id}
        cache_rules(self.ecr_backend)[rule['ecrRepositoryPrefix']] = rule
        return responses.ActionResult(rule)

    def describe_pull_through_cache_rules(self):
        return page(self, [rule for _, rule in sorted(cache_rules(self.ecr_backend).items())], 'pullThroughCacheRules')

    def delete_pull_through_cache_rule(self):
        return responses.ActionResult(cache_rules(self.ecr_backend).pop(self._get_param('ecrRepositoryPrefix'), {}))

    stock_findings, stock_start = responses.ECRResponse.describe_image_scan_findings, responses.ECRResponse.start_image_scan
    models.ECRBackend.batch_delete_image = batch_delete_image
    for method in (list_image_referrers, describe_image_scan_findings, start_image_scan, create_repository_creation_template,
                   delete_repository_creation_template, describe_repository_creation_templates, create_pull_through_cache_rule,
                   describe_pull_through_cache_rules, delete_pull_through_cache_rule):
        setattr(responses.ECRResponse, method.__name__, method)
