using LambdaImage.Engine.Deployments.Traffic;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Services;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans a whole service: each image once, then all functions that run it. What fails for one image or function keeps the others from
/// nothing.</summary>
internal sealed class ServicePlanner(LambdaImageEngine engine, ServiceFiles files)
{
    /// <summary>Where the image's name goes in tags.</summary>
    private const string ImageField = "{image}";

    public async Task<IPlan<IReadOnlyList<FunctionOutcome>>> PlanAsync(ServiceRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var service = files.Find(request.Project, request.FunctionNames, request.Update.Session, reporter);
        if (service is not { Functions.Count: > 0 })
        {
            if (request.FunctionNames is [var name]) return await PlanSingleAsync(request, name, reporter, cancel);
            service = request.FunctionNames.Count > 0 ? await NamedAsync(request, reporter, cancel) : throw ServiceErrors.NoFunction(request.Project.Path);
        }

        request = WithService(request, service);
        var functions = Selected(service, request.FunctionNames);
        var failures = await CheckAsync(request, functions, reporter, cancel);
        ServiceImage[] images = [.. Images(service, functions.Where(each => !failures.ContainsKey(each)), request.AllImages)];
        var scans = new Dictionary<ServiceImage, IPlan<ImageScan>>();
        var ways = new Dictionary<ServiceImage, ImageWay>();
        var broken = new Dictionary<ServiceImage, LambdaImageException>();
        foreach (var image in images)
        {
            try
            {
                if (image.Uri is null) ways[image] = await WayAsync(request, service, image, reporter, cancel);
                else if (Gate(request, image.Uri) is { } gate) scans[image] = await engine.PlanAsync(gate, reporter, cancel);
            }
            catch (LambdaImageException failure) when (IsOwn(failure))
            {
                broken[image] = failure;
            }
        }

        foreach (var function in functions.Where(each => broken.ContainsKey(each.Image))) failures.TryAdd(function, broken[function.Image]);
        List<string> steps = [.. ways.SelectMany(way => way.Value.Steps.Select(step => step.IsShared ? step.Words : $"{way.Key.Name}: {step.Words}")).Distinct(StringComparer.Ordinal)];
        steps.AddRange(scans.Where(scan => scan.Value.Changes).Select(scan => $"{scan.Key.Name}: {scan.Value.Action}"));
        var known = functions.Where(each => !failures.ContainsKey(each) && Uri(each, ways) is not null).ToList();
        var changes = ways.Values.Any(way => way.Changes) || scans.Values.Any(scan => scan.Changes);
        var fleet = known.Count == 0 ? null : await engine.PlanAsync(Updates(request, known, image => ways.GetValueOrDefault(image)?.Preview), reporter, cancel);
        if (fleet is { Changes: true })
        {
            changes = true;
            steps.Add(fleet.Action);
        }

        foreach (var function in functions.Except(known).Where(each => !failures.ContainsKey(each)))
        {
            changes = true;
            steps.Add($"{function.FunctionName}: update the function");
        }

        steps.AddRange(failures.Select(failure => $"{failure.Key.FunctionName}: cannot be done: {failure.Value.Message}"));
        var target = $"service {service.Name}, stage {service.Stage}: {string.Join(", ", functions.Select(each => each.FunctionName))}";
        return new Plan<IReadOnlyList<FunctionOutcome>>(target, steps.Count > 0 ? string.Join("; ", steps) : "Nothing: all functions run these images already", RunAsync)
        {
            Changes = changes,
        };

        async Task<IReadOnlyList<FunctionOutcome>> RunAsync(IWorkReporter log, CancellationToken stop)
        {
            var published = new Dictionary<ServiceImage, PublishedLambdaImage?>();
            var failed = new Dictionary<ServiceFunction, LambdaImageException>(failures);
            foreach (var image in images)
            {
                try
                {
                    if (ways.TryGetValue(image, out var way)) published[image] = await way.RunAsync(log, stop);
                    else if (scans.TryGetValue(image, out var scan)) await scan.RunAsync(log, stop);
                }
                catch (LambdaImageException failure) when (IsOwn(failure))
                {
                    foreach (var function in functions.Where(each => each.Image == image)) failed.TryAdd(function, failure);
                }
            }

            ServiceFunction[] ready = [.. functions.Where(each => !failed.ContainsKey(each))];
            var outcomes = ready.Length == 0 ? []
                : await (await engine.PlanAsync(Updates(request, ready, image => published.GetValueOrDefault(image)), log, stop)).RunAsync(log, stop);
            var byName = ready.Zip(outcomes).ToDictionary(pair => pair.First, pair => pair.Second);
            return
            [
                .. functions.Select(each => byName.TryGetValue(each, out var outcome) ? outcome
                    : new FunctionOutcome { FunctionName = each.FunctionName, Failure = failed[each] }),
            ];
        }
    }

    /// <summary>No file says anything: the folder is one image, for all functions that were named.</summary>
    private async Task<ServiceDefinition> NamedAsync(ServiceRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var project = await (await engine.PlanAsync(request.Project, reporter, cancel)).RunAsync(reporter, cancel);
        var image = new ServiceImage(ServiceReader.OnlyImage, null, request.Project);
        return new ServiceDefinition(
            project.Name, request.Project.Stage ?? PublishRequest.DefaultStage,
            request.Project.Path, [image],
            [.. request.FunctionNames.Distinct(StringComparer.Ordinal).Select(each => new ServiceFunction(each, each, image, new FunctionSettings(), Publish: false))])
        {
            ImageTags = [ImageReference.DefaultTag],
        };
    }

    private async Task<IPlan<IReadOnlyList<FunctionOutcome>>> PlanSingleAsync(
        ServiceRequest request, string name, IWorkReporter reporter, CancellationToken cancel)
    {
        var plan = await engine.PlanAsync(
            new DeployRequest
            {
                Project = request.Project,
                Force = request.Force,
                RenewPins = request.RenewPins,
                SendAhead = request.SendAhead,
                Build = request.Build,
                Publish = request.Publish,
                Update = image => For(request.Update, name, image),
            },
            reporter, cancel);
        return new Plan<IReadOnlyList<FunctionOutcome>>(plan.Target, plan.Action, async (log, stop) =>
            [new FunctionOutcome { FunctionName = name, Deployment = await plan.RunAsync(log, stop) }])
        {
            Changes = plan.Changes,
        };
    }

    /// <summary>Account and Region of the file, where the user gave none.</summary>
    private static ServiceRequest WithService(ServiceRequest request, ServiceDefinition service)
    {
        // Keys that were given belong to one account, whatever profile a file names.
        AwsSession Session(AwsSession session) => session with
        {
            Region = session.Region ?? service.Region,
            ProfileName = session.ProfileName ?? (session.Keys is null ? service.Profile : null),
        };
        return request with
        {
            Build = dockerfile => request.Build(dockerfile) is var build ? build with { Session = Session(build.Session) } : build,
            Publish = image => request.Publish(image) is var publish ? publish with { Session = Session(publish.Session) } : publish,
            Update = request.Update with { Session = Session(request.Update.Session) },
        };
    }

    private static IReadOnlyList<ServiceFunction> Selected(ServiceDefinition service, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return service.Functions;
        string[] known = [.. service.Functions.Select(each => each.Key)];
        return
        [
            .. names.Distinct(StringComparer.Ordinal).Select(name => service.Functions.FirstOrDefault(each => each.Key == name || each.FunctionName == name)
                ?? throw ServiceErrors.NoSuchFunction(service.File, name, known, NearestName.Of(name, known))),
        ];
    }

    /// <summary>Each image once.</summary>
    private static IEnumerable<ServiceImage> Images(ServiceDefinition service, IEnumerable<ServiceFunction> functions, bool all) =>
        (all ? service.Images : functions.Select(each => each.Image)).Distinct();

    /// <summary>What an image that is not built must pass, as those must that are: what its scan finds; null: nothing.</summary>
    private static ScanRequest? Gate(ServiceRequest request, string uri)
    {
        var publish = request.Publish(new BuiltLambdaImage
        {
            Reference = uri,
            Digest = "",
            ImageId = "",
            Size = 0,
            Architecture = default,
            Builder = "",
            Location = new(ImageLocationKind.Registry, uri),
        });
        return publish.WaitForScan || publish.FailOnSeverity is not null
            ? new ScanRequest { ImageUri = uri, FailOn = publish.FailOnSeverity, Timeout = publish.ScanTimeout, Session = publish.Session }
            : null;
    }

    /// <summary>Finds out what no image can help, before anybody has spent time on building one.</summary>
    private async Task<Dictionary<ServiceFunction, LambdaImageException>> CheckAsync(
        ServiceRequest request, IReadOnlyList<ServiceFunction> functions, IWorkReporter reporter, CancellationToken cancel)
    {
        var failures = new Dictionary<ServiceFunction, LambdaImageException>();
        foreach (var function in functions)
        {
            try
            {
                CheckTraffic(function, request.Update.Traffic);
                await engine.CheckFunctionAsync(Update(request, function, "", null), reporter, cancel);
            }
            catch (LambdaImageException failure) when (IsOwn(failure))
            {
                failures[function] = failure;
            }
        }

        return failures;
    }

    /// <summary>What the file and the parameters say together; who wrote the file is told where.</summary>
    private static void CheckTraffic(ServiceFunction function, TrafficOptions given)
    {
        if (function.TrafficPlace is not { } place) return;
        try
        {
            TrafficRules.Check(function.Traffic.With(given), function.FunctionName);
        }
        catch (LambdaImageException failure)
        {
            throw ServiceErrors.Traffic(place, function.Key, failure);
        }
    }

    private async Task<ImageWay> WayAsync(ServiceRequest request, ServiceDefinition service, ServiceImage image, IWorkReporter reporter, CancellationToken cancel)
    {
        var project = engine.ProjectOf(image.Project!, reporter);
        return await ImageWay.PlanAsync(
            engine, project, request.Force, request.RenewPins, request.SendAhead,
            dockerfile => request.Build(dockerfile) is var build ? build with { Tag = build.Tag ?? $"{service.Name}-{image.Name}:latest" } : build,
            built => Publish(request.Publish(built), service, image),
            reporter, cancel);
    }

    private static PublishRequest Publish(PublishRequest publish, ServiceDefinition service, ServiceImage image)
    {
        var tags = publish.Tags.Count > 0 ? publish.Tags : service.ImageTags.Count > 0 ? service.ImageTags : [ImageField];
        var isOwn = publish.Destination is null;
        return publish with
        {
            Repository = publish.Repository ?? (isOwn ? (service.Repository ?? "serverless-{service}-{stage}").Replace("{service}", service.Name, StringComparison.Ordinal) : null),
            Stage = publish.Stage ?? service.Stage,
            Tags = isOwn || publish.Tags.Count > 0 ? [.. tags.Select(tag => tag.Replace(ImageField, image.Name, StringComparison.Ordinal))] : [],
            RepositoryOptions = service.RepositoryOptions.With(publish.RepositoryOptions),
        };
    }

    private static string? Uri(ServiceFunction function, Dictionary<ServiceImage, ImageWay> ways) =>
        function.Image.Uri ?? ways.GetValueOrDefault(function.Image)?.Preview?.ImageUri;

    private static UpdateFunctionsRequest Updates(
        ServiceRequest request, IReadOnlyList<ServiceFunction> functions, Func<ServiceImage, PublishedLambdaImage?> published) => new()
        {
            Functions = [.. functions.Select(each => Update(request, each, each.Image.Uri ?? published(each.Image)!.ImageUri, published(each.Image)))],
            ThrottleLimit = request.ThrottleLimit,
        };

    private static UpdateFunctionRequest Update(ServiceRequest request, ServiceFunction function, string uri, PublishedLambdaImage? image) => request.Update with
    {
        FunctionName = function.FunctionName,
        ImageUri = uri,
        Image = image,
        Architecture = image?.Architecture,
        Settings = function.Settings.With(request.Update.Settings),
        Traffic = function.Traffic.With(request.Update.Traffic),
        PublishVersion = request.Update.PublishVersion || function.Publish,
    };

    private static UpdateFunctionRequest For(UpdateFunctionRequest update, string name, PublishedLambdaImage image) => update with
    {
        FunctionName = name,
        ImageUri = image.ImageUri,
        Image = image,
        Architecture = image.Architecture,
    };

    /// <summary>Whether a failure concerns one image or function. Without credentials or a Region nothing can be done for any.</summary>
    private static bool IsOwn(LambdaImageException failure) => failure.Kind is not
        (ErrorKind.CredentialsNotFound or ErrorKind.CredentialsRejected or ErrorKind.ProfileNotFound or ErrorKind.RegionNotFound or ErrorKind.BuilderUnavailable);
}
