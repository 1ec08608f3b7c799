using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Deployments.Traffic;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Plans;

namespace LambdaImage.Engine.Deployments.Releases;

/// <summary>Plans to bring a function back to an earlier version: first the alias, which takes effect at once, then the
/// image and configuration of the function itself.</summary>
internal sealed class FunctionRestorer(AwsConnector connector, TimeProvider time)
{
    /// <param name="request">What the user asked for.</param>
    /// <param name="reporter">Takes log lines.</param>
    /// <param name="cancel">Stops planning.</param>
    /// <exception cref="LambdaImageException">There is no such version, its image is gone, or AWS cannot be asked.</exception>
    public async Task<FunctionPlan> PlanAsync(RestoreFunctionRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        var name = FunctionName.Parse(request.FunctionName);
        Check(request, name);
        var connection = connector.Connect(request.Session, reporter);
        var region = name.RegionIn(request.Session) ?? connection.Region;
        var aws = connection.In(region);

        var current = await aws.SendAsync(new GetFunction(name.Text), cancel) ?? throw DeploymentErrors.FunctionUnknown(name.Name, region);
        if (!current.Configuration.IsImage) throw DeploymentErrors.FunctionIsZip(name.Name, current.Stack);
        var alias = request.Alias is null ? null : new AliasSwitch(aws, name.Text, request.Alias);
        if (alias is not null && await alias.LookAsync(cancel) is null) throw TrafficErrors.AliasMissing(name.Name, alias.Name);

        var (target, version) = await TargetAsync(request, name, aws, current, alias?.Now, cancel);
        if (alias is not null && version is null) throw TrafficErrors.NoVersionOfImage(name.Name, request.ImageUri!, alias.Name);
        await CheckImageAsync(aws, name, version, target, cancel);

        var goal = version is null
            ? new FunctionGoal(name, region, FunctionState.Image(target), new FunctionSettings(), Force: false)
            : FunctionState.Goal(name, region, target);
        var change = request.AliasOnly ? null : FunctionChange.Between(current, goal);
        var moves = alias?.Now is { } now && (now.FunctionVersion != version || now.IsSplit);
        var writes = change is { IsNothing: false };
        if (version is not null && target.Configuration.Environment?.Error is { } hidden)
        {
            reporter.Log(LogLevel.Warning, $"The environment variables of version {version} cannot be read and stay as they are: {hidden.Message}");
        }

        var what = $"function '{name}' in {region}";
        var result = Result(goal, current, version, alias);
        if (!moves && !writes)
        {
            return new FunctionPlan(
                what, $"Nothing to do: it is at {Name(version, goal)} already", changes: false,
                (_, _) => Task.FromResult(result with { Change = DeploymentChange.NoChange, Duration = time.GetElapsedTime(start) }));
        }

        List<string> words = [];
        if (moves) words.Add($"Move alias '{alias!.Name}' back to version {version} (now {AliasSwitch.Routing(alias.Now!)})");
        if (writes) words.Add(change!.Words);
        return new FunctionPlan(what, string.Join("; ", words), changes: true, RunAsync);

        async Task<LambdaFunctionDeployment> RunAsync(IWorkReporter log, CancellationToken stop)
        {
            var begin = time.GetTimestamp();
            var live = aws.ReportingTo(log);
            var deployer = writes ? new FunctionDeployer(live, goal, request.WaitTimeout, time, log) : null;
            var (isMoving, isMoved) = (false, false);
            return await HalfDone.RunAsync(WorkAsync, Standing, log);

            async Task<LambdaFunctionDeployment> WorkAsync()
            {
                // Callers first: moving the alias is one call, and takes effect at once.
                if (moves)
                {
                    await alias!.CheckAsync(stop);
                    isMoving = true;
                    await alias.MoveAsync(version!, stop);
                    isMoved = true;
                    log.Log(LogLevel.Verbose, $"Alias '{alias.Name}': {AliasSwitch.Routing(alias.Now!)}.");
                }

                var state = current.Configuration;
                if (deployer is not null)
                {
                    state = (await deployer.UpdateAsync(stop)).After.Configuration;
                    await new ImageSourceNote(live, log).WriteAsync(current, ImageSource.Of(target, current.Tags), stop);
                }

                return result with { State = state.State ?? "Active", Change = DeploymentChange.Updated, Duration = time.GetElapsedTime(begin) };
            }

            string? Standing()
            {
                var latest = deployer?.Sent switch
                {
                    FunctionPart.Settings => "$LATEST has or gets its settings of then, and not the image",
                    FunctionPart.Code => "$LATEST has or gets its image of then",
                    _ => writes ? "$LATEST is as it was" : null,
                };
                var move = isMoved ? $"alias '{alias!.Name}' is at version {version} already"
                    : isMoving && stop.IsCancellationRequested ? $"alias '{alias!.Name}' may be at version {version} already" : null;
                if (move is null && deployer?.Sent is null) return null;
                string?[] parts = [move, latest];
                var told = string.Join("; ", parts.OfType<string>());
                // What is there now decides which version is the one before: the same words would go back further.
                return $"{char.ToUpperInvariant(told[0])}{told[1..]}. Finish it with Restore-LambdaFunctionImage -FunctionName {name}"
                    + (version is null ? $" -ImageUri {goal.Image.Uri}" : $" -Version {version}") + (alias is null ? "." : $" -Alias {alias.Name}.");
            }
        }
    }

    private static void Check(RestoreFunctionRequest request, FunctionName name)
    {
        if (request is { Version: not null, ImageUri: not null })
        {
            throw TrafficErrors.Invalid(name.Name, "A version and an image were given, and both say what to go back to.", "Give -Version or -ImageUri.");
        }

        if (request is { AliasOnly: true, Alias: null })
        {
            throw TrafficErrors.Invalid(name.Name, "-AliasOnly moves an alias, and none was named.", "Add -Alias live.");
        }
    }

    /// <summary>What to go back to, and the version that is.</summary>
    private static async Task<(FunctionDescription Target, string? Version)> TargetAsync(
        RestoreFunctionRequest request, FunctionName name, AwsConnection aws, FunctionDescription current, AliasConfiguration? alias, CancellationToken cancel)
    {
        if (request.Version is { } number) return (await VersionAsync(aws, name, number, cancel), number);
        var versions = await new VersionList(aws, name.Text).VersionsAsync(cancel);
        if (request.ImageUri is { } uri)
        {
            var digest = Digest.TryParse(uri, out var plain) ? plain : ImageReference.Parse(uri).Digest ?? throw TrafficErrors.Invalid(
                name.Name, $"'{uri}' names no digest, and a tag may point elsewhere than it did.", "Give -ImageUri with the digest, or -Version.");
            if (versions.FirstOrDefault(version => version.CodeSha256 == digest.Hex)?.Version is { } found)
            {
                return (await VersionAsync(aws, name, found, cancel), found);
            }

            // The image alone: nobody knows the configuration that went with it.
            var image = Digest.TryParse(uri, out _) ? ImageReference.Parse(current.ImageUri!).WithDigest(digest) : ImageReference.Parse(uri);
            return (new FunctionDescription
            {
                Configuration = current.Configuration with { CodeSha256 = digest.Hex, Description = null },
                Code = new FunctionCode { ImageUri = image.ToString(), ResolvedImageUri = image.WithDigest(digest).ToString() },
            }, null);
        }

        // A canary is ended by giving all traffic back to the version that still has most of it.
        if (alias is { IsSplit: true }) return (await VersionAsync(aws, name, alias.FunctionVersion, cancel), alias.FunctionVersion);
        var left = alias is null ? current.Configuration : versions.FirstOrDefault(version => version.Version == alias.FunctionVersion);
        var before = VersionList.Before(versions, alias?.FunctionVersion, left?.CodeSha256, AliasNote.Previous(alias?.Description))?.Version
            ?? throw TrafficErrors.NothingBefore(name.Name, alias is null ? "it runs now" : $"version {alias.FunctionVersion} behind alias '{alias.Name}'");
        return (await VersionAsync(aws, name, before, cancel), before);
    }

    private static async Task<FunctionDescription> VersionAsync(AwsConnection aws, FunctionName name, string version, CancellationToken cancel) =>
        await aws.SendAsync(new GetFunction(name.Text, version), cancel) ?? throw TrafficErrors.VersionMissing(name.Name, version);

    /// <summary>Lambda keeps running a version whose image is gone, for a while: going back to it would end badly.</summary>
    private static async Task CheckImageAsync(AwsConnection aws, FunctionName name, string? version, FunctionDescription target, CancellationToken cancel)
    {
        var image = ImageReference.Parse(target.ImageUri!).WithDigest(FunctionState.Image(target).Digest);
        if (EcrRegistry.TryParse(image.Registry) is not { } registry) throw DeploymentErrors.NotEcr(image.ToString());
        var id = EcrImageId.Of(registry, image);
        try
        {
            var found = await aws.SendAsync(new DescribeImages(id), cancel) ?? await aws.SendAsync(new BatchGetImage(id), cancel);
            if (found.ImageStatus is not (null or "ACTIVE")) throw DeploymentErrors.ImageArchived(image.ToString());
        }
        catch (LambdaImageException e) when (e.Kind == ErrorKind.ImageNotFound && version is not null)
        {
            throw TrafficErrors.ImageGone(name.Name, version, image.ToString());
        }
    }

    private static string Name(string? version, FunctionGoal goal) => version is null ? goal.Image.Uri : $"version {version}";

    private static LambdaFunctionDeployment Result(FunctionGoal goal, FunctionDescription current, string? version, AliasSwitch? alias) => new()
    {
        FunctionName = current.Configuration.FunctionName,
        FunctionArn = current.Configuration.FunctionArn,
        Change = DeploymentChange.Updated,
        ImageUri = goal.Image.Uri,
        PreviousImageUri = current.ImageUri,
        State = current.Configuration.State ?? "Active",
        Version = version,
        Alias = alias?.Name,
        PreviousVersion = alias?.Now?.FunctionVersion,
        Architecture = current.Configuration.Architecture,
        Region = goal.Region,
    };
}
