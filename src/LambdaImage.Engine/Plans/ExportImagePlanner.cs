using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans to write an image to disk, wherever its bytes are now.</summary>
internal sealed class ExportImagePlanner(EngineParts parts, Connections connections)
{
    public async Task<IPlan<ExportedLambdaImage>> PlanAsync(ExportImageRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var start = parts.Time.GetTimestamp();
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Path));
        var format = request.Format ?? ImageFile.FormatOf(path);
        if (request.Format is null && IsGzipName(path)) throw ArchiveErrors.WouldBeGzip(path);
        CheckFree(request, path);
        var (source, image) = await new ImageOpener(parts, connections, reporter)
            .OpenAsync(request.Image, request.Architecture, folder: null, cancel);
        var written = ImageFile.As(image, format);
        var name = request.Tag ?? NameOf(request, source, image);
        ImageReference.Parse(name);
        var result = new ExportedLambdaImage
        {
            Path = path,
            Format = format,
            Reference = name,
            Source = source,
            Digest = written.Descriptor.DigestText,
            SourceDigest = image.Descriptor.DigestText,
            Size = image.Manifest.Layers.Sum(layer => layer.Size),
            Architecture = LambdaArchitectures.Parse(image.Config.Architecture),
            Warnings = written == image ? [] : [ChangedDigest(path, image, written, format)],
        };
        parts.Warnings.Say(result.Warnings, reporter);
        return new Plan<ExportedLambdaImage>(path, $"Write {source} there as {Words(format)} ({ByteSize.Write(result.Size)})", async (log, stop) =>
        {
            // Somebody may have been asked in between.
            CheckFree(request, path);
            using var held = parts.Cache.Hold(ImageOpener.FilesOf(ImageOpener.PathOf(request.Image), image));
            await ImageFile.WriteAsync(written, path, format, name, log, stop);
            return result with { Duration = parts.Time.GetElapsedTime(start) };
        })
        {
            Preview = result,
        };
    }

    /// <summary>A digest cannot be the name of what is loaded somewhere else.</summary>
    private static string NameOf(ExportImageRequest request, string source, IImage image)
    {
        if (request.Image.Image is not null || ImageFile.Find(source) is null)
            return ImageReference.Parse(source) is var reference && reference.Digest is null ? source : (reference with { Digest = null }).ToString();
        var (name, tag) = ImageFile.NameOf(image);
        return name ?? $"{NameFrom(source)}:{tag ?? ImageReference.DefaultTag}";
    }

    /// <summary>Name of a file or folder as a repository may be called.</summary>
    internal static string NameFrom(string path)
    {
        var name = string.Concat(Path.GetFileName(path).Split(".tar")[0].ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        return name.Trim('-') is { Length: > 0 } kept ? kept : "image";
    }

    private static string ChangedDigest(string path, IImage image, IImage written, ImageFileFormat format) =>
        $"{path} holds the image under the digest {written.Descriptor.DigestText}, not {image.Descriptor.DigestText}: it has Docker's media types, "
        + $"which {Words(format)} cannot hold. -Format {nameof(ImageFileFormat.DockerArchive)} keeps the digest.";

    private static string Words(ImageFileFormat format) => format switch
    {
        ImageFileFormat.DockerArchive => "a docker archive",
        ImageFileFormat.OciArchive => "an OCI archive",
        _ => "an OCI layout",
    };

    private static bool IsGzipName(string path) =>
        path.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    private static void CheckFree(ExportImageRequest request, string path)
    {
        if (!request.Force && (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())))
            throw ArchiveErrors.Exists(path);
    }
}
