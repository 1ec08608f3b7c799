using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Splits what one COPY brings into layers by how often it changes, so that a changed line does not send the
/// dependencies again. The files of the image are the same either way.</summary>
internal static class LayerSplit
{
    /// <summary>Fewer bytes are not worth a layer of their own: each costs a request.</summary>
    private const long Worth = 1_000_000;

    /// <summary>Folders that package managers fill: they change when a lock file does.</summary>
    private static readonly HashSet<string> Dependencies = new(StringComparer.Ordinal)
    {
        "node_modules", "bower_components", "vendor", "site-packages", "dist-packages", ".venv", "venv", "BOOT-INF",
    };

    /// <summary>Folders with what the front end's tools make.</summary>
    private static readonly HashSet<string> Assets = new(StringComparer.Ordinal)
    {
        "public", "static", "assets", "wwwroot", "dist", "build", ".next", ".nuxt", ".output",
    };

    /// <param name="entries">Entries in order, with all their parents.</param>
    /// <returns>Layers, the one that changes most often last, each with what is in it; null: everything.</returns>
    public static IReadOnlyList<(string? Content, IReadOnlyList<LayerEntry> Entries)> Of(
        IReadOnlyList<LayerEntry> entries)
    {
        var kinds = entries.Select(entry => (Kind: KindOf(entry), Entry: entry)).ToLookup(each => each.Kind, each => each.Entry);
        var groups = kinds
            .Where(kind => kind.Key != Kind.Code && kind.Sum(entry => entry.Content?.Length ?? 0) >= Worth)
            .Select(kind => kind.Key).Append(Kind.Code).Order().ToList();
        if (groups.Count == 1) return [(null, entries)];

        // Too small for a layer of its own: it goes with the code.
        var byGroup = kinds.SelectMany(kind => kind.Select(entry => (Group: groups.Contains(kind.Key) ? kind.Key : Kind.Code, Entry: entry)))
            .ToLookup(each => each.Group, each => each.Entry);
        if (byGroup[Kind.Code].All(entry => entry.Kind == EntryKind.Directory) && groups.Count == 2) return [(null, entries)];
        if (HasLinksBetween(byGroup)) return [(null, entries)];
        var folders = entries.Where(entry => entry.Kind == EntryKind.Directory).ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        return [.. groups.Select(group => ((string?)NameOf(group), WithParents(byGroup[group], folders)))];
    }

    private static Kind KindOf(LayerEntry entry)
    {
        var kind = Kind.Code;
        foreach (var name in entry.Path.Split('/'))
        {
            if (Dependencies.Contains(name)) return Kind.Dependencies;
            if (Assets.Contains(name)) kind = Kind.Assets;
        }

        return kind;
    }

    /// <summary>Hard links hold within a layer only.</summary>
    private static bool HasLinksBetween(ILookup<Kind, LayerEntry> groups)
    {
        var seen = new Dictionary<(EntryContent, object?), Kind>();
        return groups.Any(group => group.Any(
            entry => entry.Content is { } content && !seen.TryAdd((content, entry.Copy), group.Key) && seen[(content, entry.Copy)] != group.Key));
    }

    private static IReadOnlyList<LayerEntry> WithParents(
        IEnumerable<LayerEntry> entries, Dictionary<string, LayerEntry> folders)
    {
        var layer = new LayerEntries();
        foreach (var entry in entries) layer.Add(entry);
        return layer.Complete(path => folders[path]);
    }

    private static string NameOf(Kind kind) => kind switch
    {
        Kind.Dependencies => "dependencies",
        Kind.Assets => "assets",
        _ => "code",
    };

    /// <summary>In the order of layers.</summary>
    private enum Kind
    {
        Dependencies,
        Assets,
        Code,
    }
}
