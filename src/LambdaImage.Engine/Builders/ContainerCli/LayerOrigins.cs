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

    public static IReadOnlyList<string> Of(IImage image, Dockerfile dockerfile, string? target)
    {
        var history = image.Config.History ?? [];
        if (history.Count(entry => !entry.EmptyLayer) != image.Layers.Count) return [.. image.Layers.Select(_ => Unknown)];
        // Every instruction after FROM makes one entry, whichever builder it is.
        var fromBase = history.Count - Instructions(dockerfile, target);
        return
        [
            .. history
                .Select((entry, i) => (entry, Origin: i < fromBase ? Base : Shown(entry.CreatedBy)))
                .Where(pair => !pair.entry.EmptyLayer)
                .Select(pair => pair.Origin),
        ];
    }

    /// <summary>The stages that the image consists of, last first: a stage may continue an earlier one.</summary>
    public static IReadOnlyList<Stage> Chain(Dockerfile dockerfile, string? target)
    {
        List<Stage> chain = [];
        for (var stage = Target(dockerfile, target); stage is not null; stage = Earlier(dockerfile, stage)) chain.Add(stage);
        return chain;
    }

    private static int Instructions(Dockerfile dockerfile, string? target) =>
        Chain(dockerfile, target).Sum(stage => stage.Instructions.Count);

    private static Stage? Target(Dockerfile dockerfile, string? target) => target is null
        ? (dockerfile.Stages is [.., var last] ? last : null)
        : dockerfile.Stages.FirstOrDefault(stage => string.Equals(stage.Name, target, StringComparison.OrdinalIgnoreCase))
            ?? (int.TryParse(target, out var index) ? dockerfile.Stages.ElementAtOrDefault(index) : null);

    private static Stage? Earlier(Dockerfile dockerfile, Stage stage) => dockerfile.Stages
        .TakeWhile(other => !ReferenceEquals(other, stage))
        .LastOrDefault(other => string.Equals(other.Name, stage.From.Image, StringComparison.OrdinalIgnoreCase));

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
