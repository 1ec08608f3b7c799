using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Errors;

/// <summary>What can go wrong with image archives.</summary>
internal static class ArchiveErrors
{
    private const string HowToMake =
        "Write it with 'docker save NAME -o FILE', 'podman save --format oci-archive NAME -o FILE' or 'skopeo copy … oci-archive:FILE'.";

    public static LambdaImageException NotFound(string path) => new(
        ErrorKind.ImageNotFound, $"Tried to read the image archive {path} but there is no such file.", "Check the path. " + HowToMake, path);

    public static LambdaImageException NotReadable(string path, Exception cause) => new(
        ErrorKind.ImageInvalid, $"Tried to read the image archive {path} but it cannot be read: {cause.Message}",
        "Check that the file is complete and that you may read it. " + HowToMake, path, inner: cause);

    public static LambdaImageException NotAnImage(string path, string reason) => new(
        ErrorKind.ImageInvalid, $"Tried to read the image archive {path} but it is not one: {reason}.", HowToMake, path);

    public static LambdaImageException LayerCompression(string path, string layer, LayerCompression compression) => new(
        ErrorKind.ImageInvalid, $"Tried to read the image archive {path} but its layer {layer} is compressed with {compression.Name()}: Lambda accepts gzip layers only.",
        "Load it and save it again, which writes layers that are not compressed: docker load -i FILE, then docker save NAME -o FILE.", path);

    public static LambdaImageException SeveralImages(string path, IReadOnlyList<string> names) => new(
        ErrorKind.ImageInvalid, $"Tried to read the image archive {path} but it holds {names.Count} images: {string.Join(", ", names)}.",
        $"Save one image alone, for example: docker save {names[0]} -o FILE", path);

    public static LambdaImageException NoSuchPlatform(string path, LambdaArchitecture wanted, IReadOnlyList<string> present) => new(
        ErrorKind.ArchitectureMismatch,
        $"Tried to find the linux/{wanted.OciName()} image in {path} but it holds only: {string.Join(", ", present)}.",
        $"Build it with --platform linux/{wanted.OciName()}, or choose the processor the archive holds.", path);

    public static LambdaImageException DigestMismatch(string path, string entry, Digest expected, string found) => new(
        ErrorKind.DigestMismatch, $"Tried to read {entry} from {path} but its bytes are not {expected}: they are {found}.",
        "The archive is damaged or was changed: write it again.", path);

    public static LambdaImageException Exists(string path) => new(
        ErrorKind.OutputNotWritable, $"Tried to write the image to {path} but something is there already.",
        "Choose another path, or overwrite it: Export-LambdaImage -Force", path);

    public static LambdaImageException WouldBeGzip(string path) => new(
        ErrorKind.RequestInvalid, $"{path} is the name of a compressed archive, and the layers in an archive are compressed already.",
        "Name it .tar, or say what it is to be: Export-LambdaImage -Format DockerArchive", path);

    public static LambdaImageException NothingThere(string path) => new(
        ErrorKind.ImageNotFound, $"Tried to import {path} but it is neither an archive nor a folder with oci-layout and index.json.",
        "Check the path, or write it where the image is: Export-LambdaImage -Image REPOSITORY:TAG -Path ./image.tar", path);
}
