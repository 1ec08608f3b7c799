using LambdaImage.Engine.Builders;
using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Builders.Host;
using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layout;
using LambdaImage.Engine.Sources;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans a build: reads the Dockerfile, chooses the builder, and checks the result for what Lambda demands.</summary>
/// <param name="parts">Reaches the outside.</param>
/// <param name="connections">Where base images come from.</param>
/// <param name="connect">Where images go.</param>
internal sealed class BuildPlanner(EngineParts parts, Connections connections, Func<PublishRequest, Connections> connect)
{
    public async Task<IPlan<BuiltLambdaImage>> PlanAsync(BuildRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        if (request.Dockerfile.Mode == BuildMode.Prebuilt) return await PlanPrebuiltAsync(request, reporter, cancel);

        var dockerfile = DockerfileReader.Read(request.Dockerfile.Text, request.Dockerfile.Path ?? ProjectRequest.DefaultDockerfile);
        request = await new ImageLabels(new SourceLabels(new SourceRevisions(parts.Environment, parts.Processes))).AddAsync(WithOptions(request, dockerfile), reporter, cancel);
        parts.Warnings.Say([.. ImageLabels.Warnings(request)], reporter);
        NamedContexts.Check(request);
        parts.Warnings.Say(BuildMounts.Check(dockerfile, request, parts.Environment), reporter);
        var mirror = request.BaseMirror is { } prefix ? await BaseMirror.PlanAsync(connections, prefix, request, dockerfile, reporter, cancel) : null;
        var builder = await Catalog(mirror, request.Builder).SelectAsync(request, dockerfile, reporter, cancel);
        var tag = request.Tag ?? $"{request.Dockerfile.Project.Name}:{ImageReference.DefaultTag}";
        ImageReference.Parse(tag);
        var action = (mirror?.Action is { } first ? first + ", then: " : "") + $"Build the image for {request.Dockerfile.Project.Architecture.ApiName()} with {builder.Engine.Name()}"
            + (request.Output is { } output ? $" and write it to {output}" : "");
        return new Plan<BuiltLambdaImage>(tag, action, async (log, stop) =>
        {
            if (mirror is not null) await mirror.RunAsync(log, stop);
            // The daemonless engine opens images in the mirror itself, and knows them by their own names.
            var ready = mirror is null || builder.Engine == BuildEngine.Daemonless ? request
                : request with { BuildContexts = new Dictionary<string, string>(request.BuildContexts.Concat(mirror.Contexts)) };
            return await BuildAsync(ready, dockerfile, builder, tag, log, stop);
        })
        {
            CacheOnly = builder.Engine == BuildEngine.Daemonless && request.Output is null && mirror?.Action is null,
        };
    }

    /// <summary>Nothing is built: the image is looked up, and stays where it is until it is published.</summary>
    private async Task<IPlan<BuiltLambdaImage>> PlanPrebuiltAsync(BuildRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var start = parts.Time.GetTimestamp();
        var project = request.Dockerfile.Project;
        if (request.SourceLabels || request.Labels.Count > 0)
            parts.Warnings.Say([$"{project.SourceImage} is used as it is and gets no labels: with them it would be another image. Write a Dockerfile that begins with FROM {project.SourceImage}."], reporter);
        var location = ImageFile.Find(project.SourceImage!) ?? new ImageLocation(ImageLocationKind.Registry, ImageReference.Parse(project.SourceImage!).ToString());
        var image = await new ImageOpener(parts, connections, reporter).OpenAsync(location, project.Architecture, cancel);
        var found = new BuildResult(image, location, null, [.. image.Layers.Select(_ => "base")]);
        var result = Describe(request, found, location.Value, "none") with { Duration = parts.Time.GetElapsedTime(start) };
        parts.Warnings.Say(result.Warnings, reporter);
        if (request.Output is not { } output) return Plan<BuiltLambdaImage>.Of(location.Value, "Use the image as it is", result);
        return new Plan<BuiltLambdaImage>(output, $"Write {location.Value} there", async (log, stop) =>
        {
            await WriteAsync(image, output, request.Tag ?? $"{project.Name}:{ImageReference.DefaultTag}", log, stop);
            return result;
        });
    }

    private async Task<BuiltLambdaImage> BuildAsync(
        BuildRequest request, Dockerfile dockerfile, IImageBuilder builder, string tag, IWorkReporter reporter, CancellationToken cancel)
    {
        var start = parts.Time.GetTimestamp();
        using var inputs = HoldContexts(request);
        parts.Cache.KeepWithinLimit();
        var folder = parts.Cache.NewBuild();
        using var held = parts.Cache.Hold([folder]);
        LayersAhead? ahead = null;
        try
        {
            foreach (var secret in BuildMounts.SecretValues(request, parts.Environment)) reporter.Hide(secret);
            var ready = await WithDependenciesAsync(request, reporter, cancel);
            using var installed = HoldContexts(ready);
            // The daemonless engine gives all files modes that Lambda's user can read.
            if (builder.Engine != BuildEngine.Daemonless) ready = await ReadableContext.EnsureAsync(ready, folder, reporter, cancel);
            ahead = HeadStartPlanner.Plan(ready, tag, parts, connect, reporter, cancel);
            var job = new BuildJob(ready, dockerfile, tag, folder) { Follow = ahead is null ? null : ahead.Begin };
            var built = await builder.BuildAsync(job, reporter, cancel);
            var result = Describe(request, built, tag, builder.Engine.Name());
            parts.Warnings.Say(result.Warnings, reporter);
            if (request.Output is { } output) await WriteAsync(built.Image, output, tag, reporter, cancel);
            return result with { Duration = parts.Time.GetElapsedTime(start) };
        }
        catch
        {
            if (ahead is not null && !cancel.IsCancellationRequested) await ahead.GiveUpAsync(cancel);
            CacheFile.RemoveFolder(folder);
            throw;
        }
        finally
        {
            ReadableContext.Remove(folder);
        }
    }

    private IDisposable HoldContexts(BuildRequest request) =>
        parts.Cache.Hold(request.BuildContexts.Values.Select(context => LayoutReference.Find(context)?.Folder ?? context));

    /// <summary>What the project's configuration says about every build of it.</summary>
    private static BuildRequest WithOptions(BuildRequest request, Dockerfile dockerfile)
    {
        var options = request.Dockerfile.Project.Options;
        request = request with
        {
            BaseMirror = request.BaseMirror ?? options.BaseMirror,
            Builder = request.Builder ?? options.Builder,
            Network = request.Network ?? options.Network,
            CacheFrom = [.. request.CacheFrom, .. options.CacheFrom],
            CacheTo = [.. request.CacheTo, .. options.CacheTo],
            Arguments = [.. request.Arguments, .. options.BuildOptions],
        };
        request = request with { Engine = request.Engine.With(request.Builder) };
        request = request with { Ssh = (request.Ssh || options.Ssh == true) && BuildMounts.UsesSsh(dockerfile) };
        if (request.Dockerfile.Mode != BuildMode.Custom) return request;
        request = request with { Target = request.Target ?? options.Target };
        // In managed mode they are defaults in the Dockerfile itself.
        var arguments = new[] { options.BuildArguments.Top, options.BuildArguments.Build, options.BuildArguments.Deployment }
            .SelectMany(place => place).Where(argument => argument.Value is not null && !request.BuildArguments.ContainsKey(argument.Key))
            .DistinctBy(argument => argument.Key).Select(argument => KeyValuePair.Create(argument.Key, argument.Value!));
        return request with { BuildArguments = new Dictionary<string, string>(request.BuildArguments.Concat(arguments)) };
    }

    /// <summary>Installs on this machine what the Dockerfile copies from there.</summary>
    private async Task<BuildRequest> WithDependenciesAsync(BuildRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        if (request.Dockerfile.HostInstall is null) return request;
        var installer = new HostInstaller(parts.Processes, parts.Environment, parts.Time);
        var folder = await installer.InstallAsync(request.Dockerfile, request.NoCache, reporter, cancel);
        return request with { BuildContexts = new Dictionary<string, string>(request.BuildContexts) { [HostInstall.ContextName] = folder } };
    }

    private static BuiltLambdaImage Describe(BuildRequest request, BuildResult built, string name, string builder)
    {
        var image = built.Image;
        var architecture = request.Dockerfile.Project.Architecture;
        var warnings = ImageCheck.Check(image, name, architecture);
        return new BuiltLambdaImage
        {
            Reference = name,
            Digest = image.Descriptor.DigestText,
            ImageId = image.Manifest.Config.DigestText,
            Size = image.Manifest.Layers.Sum(layer => layer.Size),
            Architecture = architecture,
            Builder = builder,
            Location = built.Location,
            BaseImage = built.BaseImage,
            Layers = [.. image.Manifest.Layers.Select((layer, index) => new ImageLayer(
                layer.DigestText, image.Config.RootFs.DiffIds.ElementAtOrDefault(index), layer.Size, built.Origins.ElementAtOrDefault(index) ?? ""))],
            EntryPoint = image.Config.Config?.Entrypoint ?? [],
            Command = image.Config.Config?.Cmd ?? [],
            Warnings = warnings,
            Dockerfile = request.Dockerfile,
        };
    }

    private static async Task WriteAsync(IImage image, string output, string name, IWorkReporter reporter, CancellationToken cancel)
    {
        var format = ImageFile.FormatOf(output);
        var written = ImageFile.As(image, format);
        if (written != image) reporter.Log(LogLevel.Verbose, $"The layout holds the image in OCI's media types, under the digest {written.Descriptor.DigestText}.");
        await ImageFile.WriteAsync(written, output, format, name, reporter, cancel);
    }

    /// <summary>Here order is preference.</summary>
    private BuilderCatalog Catalog(BaseMirror? mirror, string? builder)
    {
        var logins = new BaseLogins(connections.EcrCredentials, connections.EcrPublicCredentials);
        return new BuilderCatalog(
        [
            new DaemonlessBuilder(mirror is null ? connections.OpenImage : mirror.OpenAsync, connections.OpenBlobAsync, parts.Environment, parts.Time),
            .. ContainerBuilders.Of(parts, logins.FindAsync, builder),
        ]);
    }
}
