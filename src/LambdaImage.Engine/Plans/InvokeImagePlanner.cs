using System.ComponentModel;
using System.Text;
using System.Text.Json;
using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Invocations;
using LambdaImage.Engine.Invocations.RuntimeApi;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans to run an image as Lambda would, wherever its bytes are now.</summary>
internal sealed class InvokeImagePlanner(EngineParts parts, Connections connections)
{
    /// <summary>Where a function is that no Region was named for.</summary>
    private const string DefaultRegion = "us-east-1";

    /// <summary>Time to remove an image that was given to the engine.</summary>
    private static readonly TimeSpan RemovalLimit = TimeSpan.FromSeconds(30);

    /// <summary>The same when somebody has pressed Ctrl+C.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromMilliseconds(200);

    public async Task<IPlan<IReadOnlyList<LambdaImageInvocation>>> PlanAsync(InvokeImageRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        foreach (var each in request.Events) Check(each);
        var stored = request.Image.Reference is { } name ? StoredEngineImage.Find(name) : null;
        var engine = await ContainerEngine.FindAsync(request.Engine == BuildEngine.Auto && stored is not null ? stored.Engine : request.Engine, parts.Processes, InvocationErrors.NoContainerEngine, cancel);
        var host = await ContainerHost.FindAsync(engine, parts.Processes, parts.Environment, cancel);
        var (shown, image, local) = await FindAsync(request, stored, engine, reporter, cancel);
        var config = Changed(image?.Config ?? local!.Config, request);
        parts.Warnings.Say(
            image is null ? ImageCheck.Check(config, shown, request.Architecture) : ImageCheck.Check(image, shown, request.Architecture, config), reporter);
        var setup = new FunctionSetup(engine, host, request, config)
        {
            Shown = shown,
            Digest = image?.Descriptor.DigestText ?? local!.Digest,
            FunctionName = request.FunctionName ?? NameOf(shown),
            Region = connections.Aws.KnownRegion ?? DefaultRegion,
        };
        var action = $"Invoke it with {(request.Events.Count == 1 ? "1 event" : $"{request.Events.Count} events")}, run by {engine}";
        return new Plan<IReadOnlyList<LambdaImageInvocation>>(shown, action, (log, stop) => RunAsync(setup, image, local, log, stop));
    }

    private async Task<IReadOnlyList<LambdaImageInvocation>> RunAsync(
        FunctionSetup setup, IImage? image, EngineImage? local, IWorkReporter reporter, CancellationToken cancel)
    {
        var (request, engine) = (setup.Request, setup.Engine);
        var keys = request.FunctionCredentials ? await connections.Aws.ReportingTo(reporter).KeysAsync("give the function AWS credentials", cancel) : null;
        var name = local?.Id ?? $"localhost/lambdaimage-invoke:{Guid.NewGuid():N}";
        try
        {
            if (local is null) await EngineImage.LoadAsync(engine, parts.Processes, image!, name, setup.Shown, reporter, cancel);
            reporter.Log(LogLevel.Verbose, $"{engine} runs {setup.Shown} as function '{setup.FunctionName}'.");
            await using var invoker = new Invoker(
                setup, name,
                api => FunctionEnvironment.Of(request, setup.FunctionName, setup.Region, keys, api, parts.Time.GetUtcNow()),
                parts.Processes, parts.Environment, parts.Time, reporter);
            var results = new List<LambdaImageInvocation>();
            foreach (var each in request.Events) results.Add(await invoker.InvokeAsync(each, cancel));
            return results;
        }
        catch (Exception e) when (e is FileNotFoundException or Win32Exception)
        {
            throw InvocationErrors.NoContainerEngine(e.Message);
        }
        finally
        {
            if (local is null) await RemoveAsync(engine, name, cancel.IsCancellationRequested ? StopLimit : RemovalLimit, reporter);
        }
    }

    private async Task<(string Shown, IImage? Image, EngineImage? Local)> FindAsync(
        InvokeImageRequest request, StoredEngineImage? stored, ContainerEngine engine, IWorkReporter reporter, CancellationToken cancel)
    {
        var opener = new ImageOpener(parts, connections, reporter);
        if (request.Image.Image is { } built) return await WithLocalAsync(built.Reference, await opener.OpenAsync(built, cancel));
        if (stored is not null)
        {
            if (stored.Engine != engine.Engine) throw InvocationErrors.OtherStore(stored, engine);
            return (stored.Name, null, await EngineImage.FindAsync(engine, parts.Processes, stored.Name, cancel) ?? throw BuilderErrors.NoSuchImage(stored.Engine, stored.Name, []));
        }

        var source = request.Image.Reference!;
        if (ImageFile.Find(source) is { } file)
            return await WithLocalAsync(file.Value, await opener.OpenAsync(file, request.Architecture ?? LambdaArchitecture.X86_64, cancel));
        var reference = ImageReference.Parse(source);
        if (await EngineImage.FindAsync(engine, parts.Processes, source, cancel) is { } local) return (source, null, local);
        try
        {
            var architecture = request.Architecture ?? await connections.FindArchitectureAsync(reference, cancel) ?? LambdaArchitecture.X86_64;
            return await WithLocalAsync(source, await connections.OpenImage(reference, architecture, cancel));
        }
        catch (LambdaImageException problem) when (problem.Kind != ErrorKind.ArchitectureMismatch)
        {
            throw InvocationErrors.ImageNotFound(source, engine, problem);
        }

        // Docker and podman call an image by the digest of its configuration: what they have need not be given to them.
        async Task<(string, IImage?, EngineImage?)> WithLocalAsync(string shown, IImage image) =>
            (shown, image, await EngineImage.FindAsync(engine, parts.Processes, image.Manifest.Config.DigestText, cancel));
    }

    /// <summary>Takes an image away again. Where nobody waits for the end, the engine's program goes on by itself: ended in the middle it would leave half of it.</summary>
    private async Task RemoveAsync(ContainerEngine engine, string name, TimeSpan limit, IWorkReporter reporter)
    {
        var removing = parts.Processes.RunAsync(new ProcessCommand(engine.Program, ["image", "rm", name]), onLine: null, CancellationToken.None);
        await Task.WhenAny(removing, Task.Delay(limit));
        if (removing.IsFaulted || (limit == RemovalLimit && !removing.IsCompleted))
            reporter.Log(LogLevel.Warning, $"Image {name} may still be in {engine}: {engine} image rm {name}");
    }

    /// <summary>What Lambda makes of the image's configuration and the function's.</summary>
    private static ImageConfig Changed(ImageConfig config, InvokeImageRequest request) => config with
    {
        Config = (config.Config ?? new ContainerConfig()) with
        {
            Entrypoint = request.EntryPoint is { Count: > 0 } entryPoint ? entryPoint : config.Config?.Entrypoint,
            Cmd = request.Command ?? config.Config?.Cmd,
        },
    };

    private static void Check(InvocationEvent each)
    {
        var size = Encoding.UTF8.GetByteCount(each.Payload);
        if (size > LambdaRuntimeApi.LargestPayload) throw InvocationErrors.EventTooLarge(each, size);
        try
        {
            using var _ = JsonDocument.Parse(each.Payload);
        }
        catch (JsonException problem)
        {
            throw InvocationErrors.NotJson(each, problem.Message);
        }
    }

    /// <summary>A name that Lambda would take, after the last part of the image's.</summary>
    private static string NameOf(string image)
    {
        var last = image.TrimEnd('/', '\\').Split('/', '\\')[^1];
        return ExportImagePlanner.NameFrom(Path.IsPathFullyQualified(image) ? last : last.Split('@', ':')[0]);
    }
}
