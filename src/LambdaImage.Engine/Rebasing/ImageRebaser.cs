using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layout;

namespace LambdaImage.Engine.Rebasing;

/// <summary>Puts the layers of an image on another base, as a rebuild from the same files would. Nothing is fetched but documents.</summary>
internal static class ImageRebaser
{
    /// <summary>Instructions whose layers hold what they were given, and nothing of what lies below.</summary>
    private static readonly string[] Copying = ["COPY ", "ADD ", "WORKDIR "];

    /// <summary>How builders before BuildKit write instructions that run nothing.</summary>
    private const string NoOperation = "/bin/sh -c #(nop)";

    /// <summary>What BuildKit notes on steps that it makes up.</summary>
    private const string Filler = "buildkit.exporter.image.v0";

    /// <param name="image">The image.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <param name="old">The base it was built on.</param>
    /// <param name="oldName">That base's name, for errors.</param>
    /// <param name="next">The base it shall be on.</param>
    /// <param name="said">What the image then says about its base.</param>
    /// <param name="force">Whether layers may be moved that a step made out of what lay below.</param>
    /// <exception cref="LambdaImageException">The image is not on the old base, or its layers cannot be moved.</exception>
    public static IImage Rebase(IImage image, string name, IImage old, string oldName, IImage next, ImageBase said, bool force)
    {
        var below = old.Config.RootFs.DiffIds;
        var all = image.Config.RootFs.DiffIds;
        if (all.Count != image.Layers.Count) throw ImageErrors.LayerCountMismatch(name, image.Layers.Count, all.Count);
        // By what is in them: tools compress anew what they push.
        if (all.Count < below.Count || !all.Take(below.Count).SequenceEqual(below, StringComparer.Ordinal))
            throw RebaseErrors.NotBelow(name, oldName, all.Zip(below).TakeWhile(pair => pair.First == pair.Second).Count(), below.Count);
        // A build would run what a base has ready for those on it; the image has run what the old one had.
        string[] triggers = [.. next.Config.Config?.OnBuild ?? []];
        if (!triggers.SequenceEqual(old.Config.Config?.OnBuild ?? [], StringComparer.Ordinal)) throw RebaseErrors.TriggersDiffer(name, oldName, said.Text, triggers.FirstOrDefault());
        ILayer[] layers = [.. image.Layers.Skip(below.Count)];
        var steps = Steps(image, old);
        if (!force)
        {
            if (image.Config.History?.Count(step => !step.EmptyLayer) != image.Layers.Count) throw RebaseErrors.StepsUnknown(name);
            if (steps.Where(step => !step.EmptyLayer).Select(Instruction).FirstOrDefault(text => !Copying.Any(word => text.StartsWith(word, StringComparison.Ordinal))) is { } other)
                throw RebaseErrors.StepRuns(name, other);
        }

        // As a build would: in the words of the base, unless they have none for one of our layers.
        var isGzip = layers.All(layer => MediaTypes.IsGzipLayer(layer.Descriptor.MediaType));
        var manifestType = isGzip ? next.Descriptor.MediaType : MediaTypes.OciManifest;
        var config = MergedConfig.Of(image, old, next) with
        {
            Created = image.Config.Created,
            RootFs = next.Config.RootFs with { DiffIds = [.. next.Config.RootFs.DiffIds, .. all.Skip(below.Count)] },
            History = [.. ImageHistory.Complete(next), .. steps],
        };
        var annotations = image.Manifest.Annotations?.Where(pair => pair.Key is not (ImageBase.NameKey or ImageBase.DigestKey)).ToDictionary();
        return StoredImage.Compose(
            manifestType, config, [.. next.Layers.Concat(layers).Select(layer => RenamedLayer.In(manifestType, layer))],
            said, next.Config.Config?.Labels, annotations);
    }

    /// <summary>The steps that came after those of the base.</summary>
    public static HistoryEntry[] Steps(IImage image, IImage old)
    {
        var history = ImageHistory.Complete(image);
        var before = ImageHistory.Complete(old);
        if (history.Take(before.Count).SequenceEqual(before)) return [.. history.Skip(before.Count)];
        // BuildKit does not know the steps of a base without history either, and fills up behind those of the image.
        var told = old.Config.History ?? [];
        if (told.Count < before.Count && history.Take(told.Count).SequenceEqual(told))
        {
            HistoryEntry[] own = [.. history.Skip(told.Count).Where(step => step.Comment != Filler)];
            if (own.Count(step => !step.EmptyLayer) == image.Layers.Count - old.Layers.Count) return own;
        }

        // Some builders write the base's steps down in words of their own: then its layers are counted.
        var left = old.Layers.Count;
        var start = 0;
        while (start < history.Count && left > 0) left -= history[start++].EmptyLayer ? 0 : 1;
        // Steps of the base behind its last layer made none.
        foreach (var step in before.Reverse().TakeWhile(step => step.EmptyLayer).Reverse())
        {
            if (start < history.Count && history[start].EmptyLayer && Plain(history[start]) == Plain(step)) start++;
        }

        return [.. history.Skip(start)];
    }

    /// <summary>A step as a Dockerfile has it.</summary>
    public static string Instruction(HistoryEntry step)
    {
        var text = (step.CreatedBy ?? "").Trim();
        return text.StartsWith(NoOperation, StringComparison.Ordinal) ? text[NoOperation.Length..].Trim() : text;
    }

    /// <summary>A step without what builders write differently: Go's lists have no commas.</summary>
    private static string Plain(HistoryEntry step) =>
        string.Join(' ', Instruction(step).Replace(',', ' ').Replace("# buildkit", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
