using LambdaImage.Errors;

namespace LambdaImage.Binding;

/// <summary>What -Image of the cmdlets takes that read an image wherever it is. PowerShell converts to it by its constructors: one for each
/// thing that is, or names, an image.</summary>
public sealed class LambdaImageSource
{
    private const string LayoutMarker = "oci-layout";

    /// <summary>An image that Build-LambdaImage made.</summary>
    /// <param name="image">The image.</param>
    public LambdaImageSource(BuiltLambdaImage image) => Image = image;

    /// <summary>A reference in a registry, or the path of an OCI layout or archive.</summary>
    /// <param name="reference">The reference or path.</param>
    public LambdaImageSource(string reference) => Reference = reference;

    /// <summary>An OCI layout or archive on disk.</summary>
    /// <param name="path">The folder or file.</param>
    public LambdaImageSource(FileSystemInfo path) => Reference = path.FullName;

    /// <summary>An image that was published elsewhere, to promote it from one repository to another.</summary>
    /// <param name="image">The image.</param>
    public LambdaImageSource(PublishedLambdaImage image) => Reference = image.ImageUri;

    /// <summary>An image that was written to disk.</summary>
    /// <param name="image">The image.</param>
    public LambdaImageSource(ExportedLambdaImage image) => Reference = image.Path;

    /// <summary>The image; null when only a reference is known.</summary>
    public BuiltLambdaImage? Image { get; }

    /// <summary>The reference or path; null when the image itself is known.</summary>
    public string? Reference { get; }

    /// <summary>Last part of the reference or path, without tag, digest and file extension: <c>shop</c> of
    /// <c>docker.io/team/shop:1.2</c>.</summary>
    internal string ServiceName
    {
        get
        {
            var last = ToString().TrimEnd('/', '\\').Split('/', '\\')[^1];
            var archive = last.IndexOf(".tar", StringComparison.OrdinalIgnoreCase);
            return (archive > 0 ? last[..archive] : last).Split('@', ':')[0];
        }
    }

    /// <summary>The absolute path where the text names something on disk; everything else is a reference. Null: the image itself is known.</summary>
    /// <exception cref="LambdaImageException">What is on disk is no image.</exception>
    internal string? Locate(ProjectPaths paths)
    {
        if (Reference is null || paths.Existing(Reference) is not { } path) return Reference;

        return File.Exists(path) || File.Exists(Path.Combine(path, LayoutMarker))
            ? path
            : throw CommandErrors.NotAnImage(path);
    }

    /// <summary>The folder on disk that the text names; null: it names an image.</summary>
    internal string? Folder(ProjectPaths paths) =>
        Reference is not null && paths.Existing(Reference) is { } path && Directory.Exists(path) && !File.Exists(Path.Combine(path, LayoutMarker)) ? path : null;

    /// <summary>The image as the engine is asked for it.</summary>
    /// <exception cref="LambdaImageException">What is on disk is no image.</exception>
    internal ImageInput Find(ProjectPaths paths) => new(Image, Locate(paths));

    /// <inheritdoc/>
    public override string ToString() => Image?.Reference ?? Reference ?? "";
}
