using System.Globalization;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Deployments.Releases;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Deployments.Traffic;

/// <summary>Plans an update together with all that surrounds it when callers use an alias: the release command before, the
/// test and the shares of traffic after, and the way back when something goes wrong.</summary>
/// <param name="connector">Opens the connection of the request's session.</param>
/// <param name="updater">Plans the update itself.</param>
/// <param name="commands">Runs release commands.</param>
/// <param name="facts">Tells where the image came from.</param>
/// <param name="time">Clock.</param>
internal sealed class TrafficPlanner(
    AwsConnector connector, FunctionUpdater updater, ReleaseCommand commands, ReleaseFactsReader facts, TimeProvider time)
{
    /// <inheritdoc cref="FunctionUpdater.PlanAsync"/>
    public async Task<FunctionPlan> PlanAsync(UpdateFunctionRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var traffic = request.Traffic;
        TrafficRules.Check(traffic, request.FunctionName);
        if (traffic.Alias is not null) request = request with { PublishVersion = true };
        if (request is { PublishVersion: true, VersionDescription: null })
        {
            request = request with { VersionDescription = (await facts.ReadAsync(request, cancel)).ToString() };
        }

        if (traffic.IsNothing || request.DryRun) return await updater.PlanAsync(request, reporter, cancel);

        var (reference, registry) = FunctionImages.Parse(request.ImageUri);
        var aws = connector.Connect(request.Session, reporter).In(registry.Region);
        if (traffic.ReleaseCommand is not null && reference.Digest is null)
        {
            // The command must run in what is deployed, also when the tag moves in between.
            reference = reference with { Digest = await DigestAsync(aws, EcrImageId.Of(registry, reference), cancel) };
            request = request with { ImageUri = reference.ToString() };
        }

        var update = await updater.PlanAsync(request, reporter, cancel);
        var name = FunctionName.Parse(request.FunctionName);
        var alias = traffic.Alias is null ? null : new AliasSwitch(aws, name.Text, traffic.Alias);
        var now = alias is null ? null : await alias.LookAsync(cancel);
        var known = update.Changes ? null : await update.RunAsync(reporter, cancel);
        if (known is not null && (alias is null || now is { IsSplit: false } && now.FunctionVersion == known.Version))
        {
            var same = known with
            {
                Alias = traffic.Alias,
                PreviousVersion = now?.FunctionVersion,
                Traffic = now is null ? null : new LambdaTraffic { AliasArn = now.AliasArn },
            };
            var words = alias is null ? update.Action : $"{update.Action}, and alias '{alias.Name}' points at version {known.Version}";
            return new FunctionPlan(update.Target, words, changes: false, (_, _) => Task.FromResult(same));
        }

        if (now is not null) await CheckCanaryAsync(aws, request, name, now, cancel);
        await new VersionHealth(aws, name.Name, traffic, time, reporter).CheckAlarmsAsync(cancel);
        var engine = traffic.ReleaseCommand is null ? null : await commands.FindEngineAsync(traffic.ReleaseEngine, cancel);
        return new FunctionPlan(
            update.Target, Words(traffic, engine, update, now, known?.Version), changes: true,
            (log, stop) => RunAsync(request, reference, engine, update, aws.ReportingTo(log), log, stop));
    }

    /// <inheritdoc cref="FunctionUpdater.CheckAsync"/>
    public async Task CheckAsync(UpdateFunctionRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        TrafficRules.Check(request.Traffic, request.FunctionName);
        await updater.CheckAsync(request, reporter, cancel);
    }

    private async Task<LambdaFunctionDeployment> RunAsync(
        UpdateFunctionRequest request, ImageReference image, ContainerEngine? engine, FunctionPlan update, AwsConnection aws, IWorkReporter log, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        var traffic = request.Traffic;
        var name = FunctionName.Parse(request.FunctionName);
        var before = await aws.SendAsync(new GetFunction(name.Text), cancel);
        var alias = traffic.Alias is null ? null : new AliasSwitch(aws, name.Text, traffic.Alias);
        // From here on, whoever else moves the alias is noticed.
        var routing = alias is null ? null : await alias.LookAsync(cancel);
        if (routing is not null) RefuseSplit(traffic, name, routing);
        if (engine is not null) await ReleaseAsync(request, image, engine, before?.Configuration, name, aws, log, cancel);

        var deployed = await UpdateAsync(update, routing, log, cancel);
        if (alias is null) return deployed with { Traffic = new LambdaTraffic { ReleaseCommandRun = true }, Duration = time.GetElapsedTime(start) };
        var version = deployed.Version!;
        var done = routing is { IsSplit: false } && routing.FunctionVersion == version
            ? new LambdaTraffic { AliasArn = routing.AliasArn }
            : await ShiftAsync(request, alias, routing, before, version, deployed.Region, name, aws, log, cancel);
        return deployed with
        {
            Change = deployed.Change == DeploymentChange.NoChange ? DeploymentChange.Updated : deployed.Change,
            Alias = alias.Name,
            PreviousVersion = routing?.FunctionVersion,
            Traffic = done with { ReleaseCommandRun = engine is not null || traffic.ReleasePayload is not null },
            Duration = time.GetElapsedTime(start),
        };
    }

    private static async Task<LambdaFunctionDeployment> UpdateAsync(
        FunctionPlan update, AliasConfiguration? routing, IWorkReporter log, CancellationToken cancel)
    {
        try
        {
            return await update.RunAsync(log, cancel);
        }
        catch (Exception e) when (routing is not null && e is LambdaImageException or OperationCanceledException)
        {
            log.Log(LogLevel.Warning, $"Callers of alias '{routing!.Name}' are not concerned: {AliasSwitch.Routing(routing)}.");
            throw;
        }
    }

    /// <summary>Brings the traffic over, and everything back when that does not go well.</summary>
    private async Task<LambdaTraffic> ShiftAsync(
        UpdateFunctionRequest request, AliasSwitch alias, AliasConfiguration? routing, FunctionDescription? before, string version, string region,
        FunctionName name, AwsConnection aws, IWorkReporter log, CancellationToken cancel)
    {
        FunctionDescription? after = null;
        try
        {
            after = await aws.SendAsync(new GetFunction(name.Text), cancel);
            return await new TrafficShift(aws, name, request.Traffic, time, log).RunAsync(alias, version, cancel);
        }
        catch (Exception e) when (e is LambdaImageException or OperationCanceledException)
        {
            var standing = await new RollBack(aws, name, region, request.WaitTimeout, time, log).RunAsync(alias, routing, before, after, version, cancel);
            if (e is LambdaImageException failure) throw DeploymentErrors.Answered(failure, standing);
            log.Log(LogLevel.Warning, $"Stopped. {standing} Run the command again to release it.");
            throw;
        }
    }

    private async Task ReleaseAsync(
        UpdateFunctionRequest request, ImageReference image, ContainerEngine engine, FunctionConfiguration? current, FunctionName name,
        AwsConnection aws, IWorkReporter log, CancellationToken cancel)
    {
        var variables = await ReleaseEnvironment.ReadAsync(current, request, name, aws, cancel);
        var architecture = request.Architecture ?? request.Image?.Architecture ?? current?.Architecture ?? LambdaArchitecture.X86_64;
        var folder = request.Settings.WorkingDirectory ?? current?.ImageConfig.WorkingDirectory;
        await commands.RunAsync(
            engine, image.WithDigest(image.Digest!.Value), architecture, request.Traffic, variables, folder, name.Name, log, cancel);
    }

    /// <summary>Refuses what Lambda would refuse only after the function has been changed.
    /// <see href="https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html"/></summary>
    private static async Task CheckCanaryAsync(
        AwsConnection aws, UpdateFunctionRequest request, FunctionName name, AliasConfiguration alias, CancellationToken cancel)
    {
        if (request.Traffic.Canary.Count == 0) return;
        RefuseSplit(request.Traffic, name, alias);
        var old = (await aws.SendAsync(new GetFunction(name.Text, alias.FunctionVersion), cancel))?.Configuration;
        var latest = (await aws.SendAsync(new GetFunction(name.Text), cancel))?.Configuration;
        if (old is null || latest is null) return;
        Compare("execution role", old.Role, request.Settings.Role is { } role && role.Contains(':', StringComparison.Ordinal) ? role : latest.Role);
        Compare("dead-letter target", old.DeadLetterConfig?.TargetArn, request.Settings.DeadLetterArn ?? latest.DeadLetterConfig?.TargetArn);

        void Compare(string setting, string? one, string? other)
        {
            if ((one ?? "") != (other ?? "")) throw TrafficErrors.VersionsDiffer(name.Name, alias.Name, alias.FunctionVersion, setting, one, other);
        }
    }

    private static void RefuseSplit(TrafficOptions traffic, FunctionName name, AliasConfiguration alias)
    {
        if (traffic.Canary.Count > 0 && alias.IsSplit) throw TrafficErrors.AliasIsSplit(name.Name, alias.Name, AliasSwitch.Routing(alias), alias.FunctionVersion);
    }

    private static async Task<Digest> DigestAsync(AwsConnection aws, EcrImageId id, CancellationToken cancel)
    {
        var found = await aws.SendAsync(new DescribeImages(id), cancel) ?? await aws.SendAsync(new BatchGetImage(id), cancel);
        return Digest.Parse(found.ImageDigest);
    }

    private static string Words(TrafficOptions traffic, ContainerEngine? engine, FunctionPlan update, AliasConfiguration? alias, string? version)
    {
        List<string> steps = [];
        var target = version is null ? "the new version" : $"version {version}";
        if (engine is not null) steps.Add($"run '{ReleaseCommand.Words(traffic.ReleaseCommand!)}' in the image with {engine}");
        if (update.Changes) steps.Add(update.Action);
        if (traffic.Alias is { } name)
        {
            if (traffic.ReleasePayload is not null) steps.Add($"send {target} its release event");
            if (traffic.IsTested) steps.Add($"test {target} with an invocation");
            steps.Add(alias is null ? $"create alias '{name}' for {target}" : $"move alias '{name}' from version {alias.FunctionVersion} to {target}{Shares(traffic)}");
        }

        return string.Join(", then ", steps.Select((step, i) => (i == 0 ? char.ToUpperInvariant(step[0]) : char.ToLowerInvariant(step[0])) + step[1..]));
    }

    private static string Shares(TrafficOptions traffic)
    {
        if (traffic.Canary.Count == 0) return "";
        var shares = string.Join(" and ", traffic.Canary.Select(share => string.Create(CultureInfo.InvariantCulture, $"{share:0.##} %")));
        var bake = traffic.BakeTime ?? TrafficOptions.DefaultBakeTime;
        return string.Create(
            CultureInfo.InvariantCulture,
            $", with {shares} of the traffic for {(bake.TotalMinutes >= 1 ? $"{bake.TotalMinutes:0.##} min" : $"{bake.TotalSeconds:0.##} s")}{(traffic.Canary.Count > 1 ? " each" : "")} first");
    }
}
