using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Rebasing;

/// <summary>Folders of WORKDIR that were there already when an image was built, so that none of its layers makes them.</summary>
internal static class FoundFolders
{
    private const string Keyword = "WORKDIR ";

    /// <summary>A layer without files: that is what BuildKit makes of such a WORKDIR.</summary>
    private const string EmptyLayer = "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";

    /// <summary>Those that the configuration of the new base does not tell of: whether it has them only its files say.</summary>
    /// <param name="image">The image.</param>
    /// <param name="old">The base it was built on.</param>
    /// <param name="next">The base it shall be on.</param>
    public static IEnumerable<string> Of(IImage image, IImage old, IImage next)
    {
        var implied = StageRun.FolderHints(next);
        var layer = old.Layers.Count;
        foreach (var step in ImageRebaser.Steps(image, old))
        {
            var made = step.EmptyLayer ? null : image.Config.RootFs.DiffIds.ElementAtOrDefault(layer++);
            var text = ImageRebaser.Instruction(step);
            if (made is not (null or EmptyLayer) || !text.StartsWith(Keyword, StringComparison.Ordinal)) continue;
            // Buildah has the words of the Dockerfile, with variables.
            var path = text[Keyword.Length..].Trim();
            if (path.StartsWith('/') && !path.Contains('$', StringComparison.Ordinal) && path.Trim('/') is { Length: > 0 } folder && !implied.Contains(folder)) yield return path;
        }
    }
}
