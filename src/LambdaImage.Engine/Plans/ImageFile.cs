using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Oci.Layout;

namespace LambdaImage.Engine.Plans;

/// <summary>Images on disk: OCI layout folders and archives.</summary>
internal static class ImageFile
{
    private const string ArchiveSuffix = ".tar";

    /// <returns>Where it is; null when the text is no path to something on disk, and so a reference.</returns>
    public static ImageLocation? Find(string image)
    {
        if (!Path.IsPathFullyQualified(image)) return null;
        if (OciLayout.Is(image)) return new ImageLocation(ImageLocationKind.OciLayout, image);
        return File.Exists(image) ? new ImageLocation(ImageLocationKind.Archive, image) : null;
    }

    /// <summary>What a path asks for where nothing else is said.</summary>
    public static ImageFileFormat FormatOf(string path) =>
        path.EndsWith(ArchiveSuffix, StringComparison.OrdinalIgnoreCase) ? ImageFileFormat.DockerArchive : ImageFileFormat.OciLayout;

    /// <summary>The image as a format can hold it.</summary>
    public static IImage As(IImage image, ImageFileFormat format) => format == ImageFileFormat.DockerArchive ? image : OciDialect.Of(image);

    /// <summary>Writes an image. It appears whole or not at all, and replaces what is there, should that be an image, too.</summary>
    /// <param name="image">The image, as the format can hold it.</param>
    /// <param name="path">Absolute path.</param>
    /// <param name="format">How to write it.</param>
    /// <param name="name">Name and tag within the file.</param>
    /// <param name="reporter">Takes progress and log lines.</param>
    /// <param name="cancel">Stops; what was half written is removed.</param>
    /// <exception cref="LambdaImageException">It cannot be written, or a layer not be read.</exception>
    public static Task WriteAsync(IImage image, string path, ImageFileFormat format, string name, IWorkReporter reporter, CancellationToken cancel) =>
        format == ImageFileFormat.OciLayout
            ? OciLayout.WriteAsync(image, path, name, LayoutContent.Complete, reporter, cancel)
            : ImageArchive.WriteAsync(image, path, name, reporter, cancel);

    /// <summary>Name and tag that an image has in its file: a whole name, or, as skopeo writes it into layouts, a tag alone.</summary>
    /// <returns>Each is null where the file does not say.</returns>
    public static (string? Name, string? Tag) NameOf(IImage image)
    {
        var text = image is ImageArchive archive ? archive.Name : (image as StoredImage)?.Name;
        if (text is not null && text.IndexOfAny([':', '/']) < 0) return (null, text);
        return ImageReference.TryParse(text) is { } reference ? (text, reference.Tag) : (null, null);
    }
}
