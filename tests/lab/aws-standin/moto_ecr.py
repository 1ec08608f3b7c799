"""Corrections to moto's ECR, so that image records behave as in the real service. Each names the defect it mends."""
import fnmatch
import hashlib
import json

from moto.core.exceptions import ServiceException
from moto.ecr import models, responses
from moto.ecr.exceptions import ImageAlreadyExistsException, InvalidParameterException, RepositoryNotFoundException

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


def find_image(repository, *, tag=None, digest=None):
    for image in repository.images:
        if (not tag or tag in image.image_tags) and (not digest or image.image_digest == digest):
            return image
    return None


def install(store_manifest):
    """`store_manifest(account, region, repository, digest, manifest, media_type)` puts a manifest into the registry
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
            details.append(copy)
        return page(self, details, 'imageDetails')

    models.ECRBackend.put_image = put_image
    models.Image.get_image_size_in_bytes = image_size
    responses.ECRResponse.list_images = list_images
    responses.ECRResponse.describe_images = describe_images
