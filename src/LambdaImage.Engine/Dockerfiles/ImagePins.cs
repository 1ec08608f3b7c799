using LambdaImage.Engine.Builders.Daemonless;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Digests behind the names of images in a Dockerfile: <c>name:tag@sha256:…</c>, where the tag stays for the reader.</summary>
internal static class ImagePins
{
    private const string Mark = "@sha256:";

    /// <summary>Images of other registries that a document uses and that have no digest yet.</summary>
    public static IReadOnlyList<string> Images(Dockerfile document) =>
        [.. Used(document).Where(image => !image.Contains(Mark, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];

    /// <summary>The pins that a Dockerfile of LambdaImage's has already; none when it is not there or not LambdaImage's any more.</summary>
    /// <param name="path">Path of the Dockerfile.</param>
    public static Dictionary<string, string> Read(string path)
    {
        var pins = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(path) || File.ReadAllText(path) is var text && ManagedMarker.Objection(text) is not null) return pins;
        foreach (var image in Used(DockerfileReader.Read(text, path)))
        {
            var mark = image.IndexOf(Mark, StringComparison.Ordinal);
            if (mark > 0) pins[image[..mark]] = image[(mark + 1)..];
        }

        return pins;
    }

    /// <summary>The document with digests.</summary>
    /// <param name="document">The document.</param>
    /// <param name="pins">Digests by the name that the document has.</param>
    public static Dockerfile Apply(Dockerfile document, IReadOnlyDictionary<string, string> pins) => document with
    {
        Stages = [.. document.Stages.Select((stage, index) => new Stage(
            IsStage(document, stage.From.Image, index, isCopy: false) ? stage.From : stage.From with { Image = Pinned(stage.From.Image, pins) },
            [.. stage.Instructions.Select(instruction => instruction is Copy { From: { } from } copy && !IsStage(document, from, index, isCopy: true)
                ? copy with { From = Pinned(from, pins) } : instruction)]))],
    };

    private static string Pinned(string image, IReadOnlyDictionary<string, string> pins) => pins.TryGetValue(image, out var digest) ? $"{image}@{digest}" : image;

    private static IEnumerable<string> Used(Dockerfile document) => document.Stages.SelectMany((stage, index) => stage.Instructions.OfType<Copy>()
        .Select(copy => copy.From).OfType<string>().Where(from => !IsStage(document, from, index, isCopy: true))
        .Prepend(stage.From.Image).Where(image => image != stage.From.Image || !IsStage(document, image, index, isCopy: false)));

    private static bool IsStage(Dockerfile document, string name, int index, bool isCopy) =>
        name is "scratch" or HostInstall.ContextName
        || (isCopy ? StageSelection.IndexOf(document, name, index) : StageSelection.NameIndex(document, name, index)) is not null;
}
