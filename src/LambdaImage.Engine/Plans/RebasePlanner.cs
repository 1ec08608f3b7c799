using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Lint;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Rebasing;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans to move an image to a newer base: its own layers stay, those of the base are exchanged.</summary>
internal sealed class RebasePlanner(EngineParts parts, Connections connections)
{
    public async Task<IPlan<PublishedLambdaImage>> PlanAsync(RebaseRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var reference = ImageReference.Parse(request.ImageUri);
        foreach (var tag in request.Tags) PublishTarget.CheckTag(tag);
        var architecture = request.Architecture ?? await connections.FindArchitectureAsync(reference, cancel) ?? LambdaArchitecture.X86_64;
        var image = await connections.OpenImage(reference, architecture, cancel);
        var name = reference.WithDigest(image.Descriptor.Digest).ToString();
        var said = ImageBase.Read(image);
        var (oldName, nextName) = (OldBase(request, said, name), NextBase(request, said, name));
        var old = await OpenOldAsync(oldName, architecture, name, cancel);
        var next = await connections.OpenImage(nextName, architecture, cancel);
        var isNewest = old.Descriptor.Digest == next.Descriptor.Digest;
        var rebased = isNewest ? image
            : ImageRebaser.Rebase(image, name, old, oldName.ToString(), next, ImageBase.Of(nextName, next), request.Force);
        if (!isNewest && !request.Force) await CheckFilesAsync(image, name, rebased, (oldName, old), (nextName, next), reporter, cancel);

        IReadOnlyList<string> tags = request.Tags.Count > 0 ? request.Tags : isNewest ? [] : await OwnTagAsync(reference, image, reporter, cancel);
        var ownTag = request.Tags.Count > 0 || reference.Digest is not null ? null : reference.Tag;
        var push = await connections.Registries.Pusher.PlanAsync(rebased, reference with { Tag = null, Digest = null }, tags, cancel);
        var ecr = EcrRegistry.TryParse(reference.Registry);
        if (ecr is not null && push.TagsToMove.Count > 0) await CheckMovesAsync(ecr, reference, push.TagsToMove, reporter, cancel);
        string[] warnings = isNewest ? [] : [.. ImageCheck.Check(rebased, push.Target.ToString(), architecture), .. Doubts(image, old, next, said?.Name ?? oldName.ToString(), nextName)];
        parts.Warnings.Say(warnings, reporter);
        var moved = new ImageRebase(name, oldName.WithDigest(old.Descriptor.Digest).ToString(), nextName.WithDigest(next.Descriptor.Digest).ToString(), warnings);
        var action = isNewest
            ? $"Keep it on {moved.Base}, which is the newest" + (push.NoChange ? "" : ": " + push.Action)
            : $"Move it from {moved.PreviousBase} to {moved.Base}: {push.Action}";
        return new Plan<PublishedLambdaImage>(push.Target.ToString(), action, RunAsync) { Changes = !push.NoChange, Preview = Result([], 0, TimeSpan.Zero) };

        async Task<PublishedLambdaImage> RunAsync(IWorkReporter log, CancellationToken stop)
        {
            var start = parts.Time.GetTimestamp();
            var done = await push.RunAsync(log, stop, CheckTag);
            return Result(done.Blobs, done.BytesSent, parts.Time.GetElapsedTime(start));
        }

        // Sending a base takes minutes, in which somebody may publish: the newer image must not give way to the old one on a newer base.
        void CheckTag(string tag, Digest? there)
        {
            if (tag == ownTag && there != image.Descriptor.Digest && there != rebased.Descriptor.Digest)
                throw RebaseErrors.TagMoved(reference.ToString(), push.Target.ToString(), there?.Value);
        }

        PublishedLambdaImage Result(IReadOnlyList<LayerUpload> blobs, long sent, TimeSpan duration) => new()
        {
            ImageUri = push.Target.ToString(),
            Repository = push.Target.Name,
            Digest = rebased.Descriptor.DigestText,
            Tags = push.Tags,
            Region = ecr?.Region,
            AccountId = ecr?.AccountId,
            Layers = blobs,
            Size = rebased.Manifest.Layers.Sum(layer => layer.Size),
            BytesSent = sent,
            NoChange = push.NoChange,
            Architecture = architecture,
            Duration = duration,
            Rebase = moved,
        };
    }

    private static ImageReference OldBase(RebaseRequest request, ImageBase? said, string image)
    {
        if (request.OldBase is { } given) return ImageReference.Parse(given);
        if (said is null || ImageReference.TryParse(said.Name) is not { } name) throw RebaseErrors.BaseUnknown(image);
        return Digest.TryParse(said.DigestText, out var digest) ? name.WithDigest(digest)
            : name.Digest is not null ? name
            : throw RebaseErrors.DigestUnknown(image, said.Name);
    }

    private static ImageReference NextBase(RebaseRequest request, ImageBase? said, string image)
    {
        if (request.Base is { } given) return ImageReference.Parse(given);
        if (said is null || ImageReference.TryParse(said.Name) is not { } name) throw RebaseErrors.BaseUnknown(image);
        return name.Digest is null ? name : throw RebaseErrors.NoTag(image, said.Name);
    }

    private async Task<IImage> OpenOldAsync(ImageReference old, LambdaArchitecture architecture, string image, CancellationToken cancel)
    {
        try
        {
            return await connections.OpenImage(old, architecture, cancel);
        }
        catch (LambdaImageException gone) when (gone.Kind is ErrorKind.ImageNotFound or ErrorKind.RepositoryNotFound)
        {
            throw RebaseErrors.OldBaseGone(image, old.ToString(), gone);
        }
    }

    /// <summary>Whether those to whom steps gave files by name are the same on both bases, and folders that the old one brought along are there. Only then
    /// are their layers read.</summary>
    private async Task CheckFilesAsync(
        IImage image, string name, IImage rebased, (ImageReference Name, IImage Image) old, (ImageReference Name, IImage Image) next, IWorkReporter reporter,
        CancellationToken cancel)
    {
        var named = NamedOwners.Of(image, old.Image).ToArray();
        var found = FoundFolders.Of(image, old.Image, next.Image).ToArray();
        if (named.Length == 0 && found.Length == 0) return;
        var folder = parts.Cache.NewBuild();
        try
        {
            using var spool = new LayerSpool(folder);
            var environment = new TransferEnvironment(spool, Epoch: 0, reporter);
            var listings = new ImageListings(parts.Blobs, new BuildSteps(reporter), reporter);
            if (found.Length > 0)
            {
                var tree = await listings.TreeAsync(rebased, name, cancel);
                if (found.FirstOrDefault(path => tree.Find(path)?.Kind != EntryKind.Directory) is { } missing)
                    throw RebaseErrors.FolderMissing(name, missing, old.Name.ToString(), next.Name.ToString());
            }

            if (named.Length == 0) return;
            var (before, after) = (await ListsAsync(old), await ListsAsync(next));
            foreach (var (step, owner) in named)
            {
                // Nobody on both: the image brought its own lists along.
                var (was, now) = (await Owner.FindAsync(owner, before), await Owner.FindAsync(owner, after));
                if (was != now) throw RebaseErrors.OwnerDiffers(name, step, owner, Words(was), next.Name.ToString(), Words(now));
            }

            async Task<Func<string, Task<string>>> ListsAsync((ImageReference Name, IImage Image) based)
            {
                var tree = await listings.TreeAsync(based.Image, based.Name.ToString(), cancel);
                return path => environment.ReadTextAsync(tree, path, cancel);
            }
        }
        finally
        {
            CacheFile.RemoveFolder(folder);
        }

        static string Words(Owner? owner) => owner is null ? "nobody" : $"{owner.UserId}:{owner.GroupId}";
    }

    /// <summary>The tag of the reference, where it is a tag of this very image: one of an index would lose its other images.</summary>
    private async Task<IReadOnlyList<string>> OwnTagAsync(ImageReference reference, IImage image, IWorkReporter reporter, CancellationToken cancel)
    {
        if (reference.Tag is { } tag && reference.Digest is null
            && (await connections.Registries.Images.ResolveAsync(reference, cancel)).Digest == image.Descriptor.Digest)
            return [tag];
        parts.Warnings.Say([$"{reference} {(reference.Digest is null ? "is not a tag of one image alone" : "is a digest")}, so the image on the newer base gets no tag, and rules that clean up untagged images reach it. Name a tag with -Tag."], reporter);
        return [];
    }

    private async Task CheckMovesAsync(
        EcrRegistry ecr, ImageReference reference, IReadOnlyList<string> tags, IWorkReporter reporter, CancellationToken cancel) =>
        (await new EcrRepositories(connections.Aws.In(ecr.Region), reporter).PlanAsync(
            new RepositoryTarget(reference.Repository, ecr.AccountId, MayCreate: false), cancel)).CheckMoves(tags);

    private static IEnumerable<string> Doubts(IImage image, IImage old, IImage next, string oldName, ImageReference nextName)
    {
        var (before, after) = (BaseImage.Of(oldName), BaseImage.Of(nextName.ToString()));
        if (before.System != LinuxSystem.Unknown && after.System != LinuxSystem.Unknown && before.System.Words() != after.System.Words())
            yield return $"The new base is {after.System.Words()}, the old one {before.System.Words()}: programs and libraries built for the one may not run on the other. Test the image, or build it anew.";
        if (before.AwsRuntime is not null && after.AwsRuntime is not null && (before.AwsRuntime, before.AwsVersion) != (after.AwsRuntime, after.AwsVersion))
            yield return $"The new base is for {after.AwsRuntime} {after.AwsVersion}, the old one for {before.AwsRuntime} {before.AwsVersion}: packages with native parts may not load. Test the image, or build it anew.";
        if (MergedConfig.Unexplained(image, old).ToArray() is { Length: > 0 } unexplained)
            yield return $"The history of the image does not tell what set {string.Join(", ", unexplained)}: that stays, and whatever else is as in the old base is taken for the base's. Build the image anew if that matters.";
        foreach (var variable in MergedConfig.Outdated(image, old, next))
            yield return $"The image made its variable {variable} out of the old base's value, which is another one in the new base: it stays as it is. Build the image anew if that matters.";
    }
}
