using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Tells for each layer whether it comes from the base image or which instruction made it, from the image's own history.</summary>
internal static partial class LayerOrigins
{
    public const string Base = "base";

    private const string Unknown = "unknown";
    private const int Longest = 200;

    /// <param name="image">The image.</param>
    /// <param name="stages">The stages that it consists of.</param>
    public static IReadOnlyList<string> Of(IImage image, IReadOnlyList<Stage> stages)
    {
        var history = image.Config.History ?? [];
        if (history.Count(entry => !entry.EmptyLayer) != image.Layers.Count) return [.. image.Layers.Select(_ => Unknown)];
        // Every instruction after FROM makes one entry, whichever builder it is.
        var fromBase = history.Count - stages.Sum(stage => stage.Instructions.Count);
        return
        [
            .. history
                .Select((entry, i) => (entry, Origin: i < fromBase ? Base : Shown(entry.CreatedBy)))
                .Where(pair => !pair.entry.EmptyLayer)
                .Select(pair => pair.Origin),
        ];
    }

    /// <summary>An instruction as its history entry tells it, without the words of the builder around it and without build arguments.</summary>
    public static string Shown(string? createdBy)
    {
        var text = (createdBy ?? Unknown).Trim();
        text = Variables().Replace(text, "");
        if (text.StartsWith("/bin/sh -c #(nop)", StringComparison.Ordinal)) text = text["/bin/sh -c #(nop)".Length..].Trim();
        else if (text.StartsWith("/bin/sh -c ", StringComparison.Ordinal)) text = "RUN " + text["/bin/sh -c ".Length..];
        text = text.Replace("RUN /bin/sh -c ", "RUN ", StringComparison.Ordinal).Replace(" # buildkit", "", StringComparison.Ordinal);
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }

    // "|2 A=1 B=2 /bin/sh -c …": the build arguments a RUN saw. They are not part of the instruction, and people put tokens there.
    [GeneratedRegex(@"^(?:RUN )?\|\d+ .*?(?=/bin/)", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex Variables();
}
