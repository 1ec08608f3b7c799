using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Unpacks an archive that ADD names over what is there, as Docker does: members replace it, folders are merged, and links are followed on the way to
/// members whose folders the archive says nothing of, but not out of the folder that it is unpacked into.
/// <see href="https://github.com/moby/go-archive/blob/main/archive.go"/></summary>
/// <param name="plan">Takes the members.</param>
/// <param name="findThere">Gives what is there, with what the plan had before. Few archives have a member whose folder they say nothing of, and of a large
/// base it takes long.</param>
/// <param name="hints">Folders that the image's configuration implies.</param>
/// <param name="where">Place of the instruction, for errors.</param>
/// <param name="root">The folder that it is unpacked into.</param>
/// <param name="epoch">Time of folders that are made on the way, in seconds since 1970.</param>
internal sealed class ArchiveStep(CopyPlan plan, Func<CancellationToken, Task<StageFiles>> findThere, IReadOnlySet<string> hints, SourceLocation where, string root, long epoch)
{
    /// <param name="folder">A folder of the archive.</param>
    /// <param name="target">Where what is in it goes.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="LambdaImageException">A file is where a folder is needed.</exception>
    public async Task RunAsync(FileNode folder, string target, CancellationToken cancel)
    {
        foreach (var member in folder.Children)
        {
            cancel.ThrowIfCancellationRequested();
            var place = CopyPlan.Join(target, member.Name);
            if (member.IsImplied) place = await FolderAsync(place, cancel);
            else plan.Unpack(member, place);
            if (member.Kind == EntryKind.Directory) await RunAsync(member, place, cancel);
        }
    }

    private async Task<string> FolderAsync(string place, CancellationToken cancel)
    {
        var files = await findThere(cancel);
        var path = await files.ResolveAsync(place, cancel);
        // Docker sees that folder as the root of all.
        if (root.Length > 0 && !path.StartsWith(root + "/", StringComparison.Ordinal))
            throw DockerfileErrors.InTheWay(where, place, "made", files.KnownObstacle(place)?.Entry.LinkTarget);
        if (files.FolderEntry(path, hints) is not null) return path;
        if (files.KnownObstacle(place) is { } obstacle) throw DockerfileErrors.InTheWay(where, place, "made", obstacle.Entry.LinkTarget);
        plan.UnpackImplied(path, epoch);
        return path;
    }
}
