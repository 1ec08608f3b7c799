using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Errors;

/// <summary>Everything that can be wrong with an image, its layers, or the folder it is kept in.</summary>
internal static class ImageErrors
{
    public static LambdaImageException DigestMismatch(string what, Digest expected, Digest actual) => new(
        ErrorKind.DigestMismatch,
        $"Read {what} but its bytes have the digest {actual}, not {expected}.",
        "Try again. If it happens twice, what holds the blob is damaged: push or pull the image anew, or clear the "
        + "cache folder.",
        expected.Value);

    public static LambdaImageException LayerUnreadable(string layer, Exception cause) => Unreadable($"the layer {layer}", layer, cause);

    /// <param name="what">What is read, in words.</param>
    /// <param name="target">What it is called.</param>
    /// <param name="cause">What the system says.</param>
    public static LambdaImageException Unreadable(string what, string target, Exception cause) => new(
        ErrorKind.ImageNotFound,
        $"Tried to read {what} but failed: {cause.Message}",
        "Make its file readable, or build or pull the image again, and run the command again: what was sent before is not sent twice.",
        target,
        inner: cause);

    public static LambdaImageException LayerDamaged(string path, Digest expected, Digest actual) => new(
        ErrorKind.DigestMismatch,
        $"Read the layer {path} but it is damaged: its bytes have the digest {actual}, not {expected}.",
        "Make the file again with what made it, a layout for example with Build-LambdaImage -Output, and run the command again.",
        expected.Value);

    public static LambdaImageException CachedLayerDamaged(string path, Digest expected, Digest actual) => new(
        ErrorKind.DigestMismatch,
        $"Read the layer {path} but it is damaged: its bytes have the digest {actual}, not {expected}.",
        "Run the command again, from the build on: the damaged layer was dropped from the cache and is made anew.",
        expected.Value);

    public static LambdaImageException SizeMismatch(string what, long expected, long actual) => new(
        ErrorKind.DigestMismatch,
        $"Read {what} but got {actual} bytes instead of {expected}.",
        "Try again. If it happens twice, what holds the blob is damaged: push or pull the image anew, or clear the "
        + "cache folder.",
        what);

    public static LambdaImageException LayerInvalid(string layer, Exception cause) => new(
        ErrorKind.ImageInvalid,
        $"Tried to read the files of layer {layer} but it is no proper tar archive: {cause.Message}",
        "Rebuild or pull the image that the layer belongs to.",
        layer,
        inner: cause);

    public static LambdaImageException ContentChanged(string path, long expected) => new(
        ErrorKind.BuildFailed,
        $"Tried to put {path} into a layer but it changed while it was read: it is no longer the {expected} bytes that were found.",
        "Build again when nothing writes to the project folder, or exclude the file in .dockerignore.",
        path);

    public static LambdaImageException LinkTargetMissing(string path, string target) => new(
        ErrorKind.ImageInvalid,
        $"{path} is a second name of {target}, which is not in front of it.",
        "Make the archive again with both files in it.",
        path);

    public static LambdaImageException LayoutNotFound(string folder) => new(
        ErrorKind.ImageNotFound,
        $"Tried to open the OCI layout {folder} but there is no oci-layout and index.json in it.",
        "Give the folder that holds oci-layout and index.json.",
        folder);

    public static LambdaImageException BuildGone(string path) => new(
        ErrorKind.ImageNotFound,
        $"Tried to open the built image {path} but it is not in the cache any more: the cache was cleared, or its limit took what was not used for longest.",
        $"Build the image again. So that builds wait longer for what comes after them, raise {CacheStore.LimitVariable}, or keep them elsewhere with Build-LambdaImage -Output.",
        path);

    public static LambdaImageException LayoutInvalid(string folder, string problem, Exception? cause = null) => new(
        ErrorKind.ImageInvalid,
        $"Tried to open the OCI layout {folder} but {problem}.",
        "Write the layout again with Build-LambdaImage, or with skopeo copy … oci:<folder>.",
        folder,
        inner: cause);

    /// <param name="folder">The layout.</param>
    /// <param name="name">The tag or digest that was asked for.</param>
    /// <param name="there">Those it has, as they are written behind its path.</param>
    public static LambdaImageException LayoutLacks(string folder, string name, IEnumerable<string> there) => new(
        ErrorKind.ImageNotFound,
        $"Tried to open {name} in the OCI layout {folder} but no image there is called so.",
        there.Distinct(StringComparer.Ordinal).Select(one => $"oci-layout://{folder}{one}").ToList() is { Count: > 0 } names
            ? $"Name an image that it has: {string.Join(" or ", names)}"
            : $"It has none at all: skopeo copy docker://<image> oci:{folder}:{name}",
        folder);

    public static LambdaImageException LayoutAmbiguous(string folder, IEnumerable<string> names) => new(
        ErrorKind.ImageInvalid,
        $"The OCI layout {folder} holds more than one image: {string.Join(", ", names)}.",
        "Copy the wanted one into a layout of its own: skopeo copy oci:<folder>:<name> oci:<new folder>.",
        folder);

    public static LambdaImageException BlobMissing(string folder, Digest digest) => new(
        ErrorKind.ImageInvalid,
        $"The OCI layout {folder} lacks the blob {digest}, and nothing says which registry holds it.",
        "Write the layout again with Build-LambdaImage.",
        digest.Value);

    public static LambdaImageException OutputInTheWay(string folder) => new(
        ErrorKind.OutputNotWritable,
        $"Tried to write an OCI layout to {folder} but that folder holds something else.",
        "Choose a new or empty folder; only an existing OCI layout is replaced.",
        folder);

    public static LambdaImageException NotLinux(string reference, string os) => new(
        ErrorKind.ImageNotForLambda,
        $"Lambda runs Linux images only, but {reference} is for '{os}'.",
        "Choose a Linux base image, for example from public.ecr.aws/lambda.",
        reference);

    public static LambdaImageException Architecture(string reference, string actual, LambdaArchitecture wanted) => new(
        ErrorKind.ArchitectureMismatch,
        $"{reference} is for {(actual.Length == 0 ? "an unnamed processor" : actual)}, but the function is for "
        + $"{wanted.ApiName()} ({wanted.OciName()}).",
        $"Build with -Architecture for the image's processor, or take an image for linux/{wanted.OciName()}.",
        reference);

    public static LambdaImageException IsIndex(string reference) => new(
        ErrorKind.ImageNotForLambda,
        $"{reference} is an index of several images, which Lambda refuses.",
        "Name the image for one processor by its digest, or build with --provenance=false.",
        reference);

    public static LambdaImageException LayerMediaType(string reference, string layer, string mediaType) => new(
        ErrorKind.ImageNotForLambda,
        $"Layer {layer} of {reference} is {mediaType}; Lambda accepts gzip layers only.",
        "Rebuild the image with gzip layers: --output type=image,compression=gzip,force-compression=true.",
        reference);

    public static LambdaImageException TooManyLayers(string reference, int count, int limit) => new(
        ErrorKind.ImageTooLarge,
        $"{reference} has {count} layers; the limit is {limit}.",
        "Join COPY and RUN instructions, or start from a base with fewer layers.",
        reference);

    public static LambdaImageException TooLarge(string reference, long size, long limit) => new(
        ErrorKind.ImageTooLarge,
        $"{reference} has {size:N0} bytes of compressed layers; Lambda allows {limit:N0} bytes uncompressed.",
        "Leave out what the function does not need: a .dockerignore file, production dependencies only, a smaller "
        + "base.",
        reference);

    public static LambdaImageException NothingToRun(string reference) => new(
        ErrorKind.ImageNotForLambda,
        $"{reference} has neither ENTRYPOINT nor CMD, so Lambda has nothing to run.",
        "Add CMD with the handler when the base is AWS's, or ENTRYPOINT with the absolute path of a runtime client.",
        reference);

    public static LambdaImageException LayerCountMismatch(string reference, int layers, int diffIds) => new(
        ErrorKind.ImageInvalid,
        $"{reference} has {layers} layers but its configuration lists {diffIds}.",
        "Rebuild the image: its manifest and configuration do not belong together.",
        reference);
}
