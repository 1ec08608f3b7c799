using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Inspection;
using LambdaImage.Engine.Inspection.Comparing;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Plans;

/// <summary>Compares two images, or an image and a folder, wherever their bytes are.</summary>
internal sealed class ComparePlanner(EngineParts parts, Connections connections)
{
    /// <summary>Where Lambda's own images have the function's code.</summary>
    private const string DefaultFolder = "/var/task";

    public async Task<Plan<LambdaImageDifference>> PlanAsync(CompareImagesRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        if (request.Folder is null && request.ImagePath is not null) throw InspectionErrors.ImagePathWithoutFolder();
        var start = parts.Time.GetTimestamp();
        parts.Cache.KeepWithinLimit([.. new[] { request.Reference, request.Difference }.OfType<ImageInput>().Select(ImageOpener.PathOf)]);
        var work = parts.Cache.NewBuild();
        try
        {
            var opener = new ImageOpener(parts, connections, reporter);
            var reader = new InventoryReader(parts.Blobs, reporter);
            var (name, image) = await opener.OpenAsync(request.Reference, request.Architecture, Folder("reference"), cancel);
            var result = request.Folder is { } folder
                ? await WithFolderAsync(request, name, image, folder, reader, cancel)
                : await WithImageAsync(request, name, image, await opener.OpenAsync(request.Difference!, request.Architecture, Folder("difference"), cancel), reader, cancel);
            return Plan<LambdaImageDifference>.Of(name, "Compare it", result with { Duration = parts.Time.GetElapsedTime(start) });
        }
        finally
        {
            CacheFile.RemoveFolder(work);
        }

        // Two images of one engine are two archives.
        string Folder(string side) => Directory.CreateDirectory(Path.Combine(work, side)).FullName;
    }

    private async Task<LambdaImageDifference> WithImageAsync(
        CompareImagesRequest request, string name, IImage image, (string Name, IImage Image) other, InventoryReader reader, CancellationToken cancel)
    {
        var result = Of(name, image) with
        {
            Difference = other.Name,
            DifferenceDigest = other.Image.Descriptor.DigestText,
            DifferenceBase = ImageBase.Read(other.Image)?.Text,
            DifferenceSize = SizeOf(other.Image),
            Settings = SettingComparison.Of(image.Config, other.Image.Config),
            Layers = LayersOf(image, other.Image),
        };
        // The same layers are the same files.
        if (!request.IncludeEqual && image.Manifest.Layers.Select(layer => layer.DigestText).SequenceEqual(other.Image.Manifest.Layers.Select(layer => layer.DigestText))) return result;
        var (reference, difference) = (await reader.ReadAsync(image, name, cancel), await reader.ReadAsync(other.Image, other.Name, cancel));
        return result with { Files = Compare(request, reference.Files.Root, difference.Files.Root, cancel) };
    }

    private async Task<LambdaImageDifference> WithFolderAsync(
        CompareImagesRequest request, string name, IImage image, string folder, InventoryReader reader, CancellationToken cancel)
    {
        var path = request.ImagePath ?? (image.Config.Config?.WorkingDir is { Length: > 0 } working ? working : DefaultFolder);
        var reference = await reader.ReadAsync(image, name, cancel);
        var place = reference.Files.Find(path) is { Kind: EntryKind.Directory } found ? found : throw InspectionErrors.NoSuchFolder(name, path);
        var ignore = DockerIgnore.Locate(folder, Path.Combine(folder, ProjectRequest.DefaultDockerfile)) is { } file
            ? DockerIgnore.Parse(DockerIgnore.TextOf(file), file)
            : DockerIgnore.Nothing;
        var context = new BuildContext(folder, ignore, cancel);
        // Files are hashed in this thread; a drive that does not answer can only be left.
        var files = await Task.Run(() => Compare(request, place, context.Tree.Root, cancel), cancel).WaitAsync(cancel);
        return Of(name, image) with { Difference = folder, Files = files };
    }

    private IReadOnlyList<ImageFileDifference> Compare(CompareImagesRequest request, FileNode reference, FileNode difference, CancellationToken cancel)
    {
        var filter = new PathFilter(request.Paths);
        var comparison = new FileComparison(new FileDigests(parts.Time.GetUtcNow()), request.Folder is not null, request.IncludeEqual);
        return [.. comparison.Compare(reference, difference, cancel).Where(file => filter.Takes(file.Path))];
    }

    private static LambdaImageDifference Of(string name, IImage image) => new()
    {
        Reference = name,
        ReferenceDigest = image.Descriptor.DigestText,
        ReferenceBase = ImageBase.Read(image)?.Text,
        ReferenceSize = SizeOf(image),
        Difference = "",
    };

    private static ImageLayerDifference[] LayersOf(IImage reference, IImage difference)
    {
        ImageLayerDifference[] before = [.. Layers(reference)];
        ImageLayerDifference[] after = [.. Layers(difference)];
        return
        [
            .. before.Select(layer => layer with { Change = after.Any(other => IsSame(layer, other)) ? ImageChange.Equal : ImageChange.Removed }),
            .. after.Where(layer => !before.Any(other => IsSame(layer, other))),
        ];

        static IEnumerable<ImageLayerDifference> Layers(IImage image) => image.Manifest.Layers.Select((layer, number) =>
            new ImageLayerDifference(layer.DigestText, image.Config.RootFs.DiffIds.ElementAtOrDefault(number), layer.Size, ImageChange.Added));
        // By what is in it, too: tools compress anew what they push.
        static bool IsSame(ImageLayerDifference one, ImageLayerDifference other) => one.Digest == other.Digest || (one.DiffId is not null && one.DiffId == other.DiffId);
    }

    private static long SizeOf(IImage image) => image.Manifest.Layers.Sum(layer => layer.Size);
}
