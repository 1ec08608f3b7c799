using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Deployments;

/// <summary>Plans to point a function at an image. Planning only reads; the plan does the rest.</summary>
/// <param name="connector">Opens the connection of the request's session.</param>
/// <param name="findArchitecture">Reads the processor of an image that was not just published; null: leave it to
/// Lambda.</param>
/// <param name="time">Clock.</param>
internal sealed class FunctionUpdater(AwsConnector connector, FindArchitecture? findArchitecture, TimeProvider time)
{
    /// <param name="request">What the user asked for.</param>
    /// <param name="reporter">Takes log lines.</param>
    /// <param name="cancel">Stops planning.</param>
    /// <exception cref="LambdaImageException">It cannot be done, or AWS cannot be asked.</exception>
    public async Task<FunctionPlan> PlanAsync(
        UpdateFunctionRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        var name = FunctionName.Parse(request.FunctionName);
        FunctionSettingsRules.Check(request.Settings, name.Name);
        var (reference, registry) = FunctionImages.Parse(request.ImageUri);
        var connection = connector.Connect(request.Session, reporter);
        var region = Region(request, name, connection.KnownRegion, registry.Region);
        var aws = connection.In(region);

        var resolving = new FunctionImages(aws, findArchitecture, reporter)
            .ResolveAsync(request, reference, registry, cancel);
        var reading = aws.SendAsync(new GetFunction(name.Text), cancel);
        await Task.WhenAll(resolving, reading);
        var (image, current) = (await resolving, await reading);

        var goal = new FunctionGoal(name, region, image, request.Settings, request.Force);
        var change = FunctionChange.Between(current, goal);
        if (current?.Stack is { } stack)
        {
            reporter.Log(LogLevel.Verbose, $"CloudFormation stack '{stack}' owns the function and may set it back.");
        }

        var version = current is not null && change.IsNothing && request.PublishVersion
            ? await new PublishedVersions(aws).FindAsync(name.Text, current.Configuration, cancel)
            : null;
        var mustPublish = request.PublishVersion && version is null;
        var target = $"function '{name}' in {region}";
        if (current is not null && change.IsNothing && !mustPublish)
        {
            var same = Result(request, goal, current, current, DeploymentChange.NoChange, version)
                with
            { Duration = time.GetElapsedTime(start) };
            return new FunctionPlan(target, change.Words, changes: false, (_, _) => Task.FromResult(same));
        }

        var action = !mustPublish
            ? change.Words
            : change.IsNothing ? "Publish a version of it as it is"
            : change.Words + ", then publish a version";
        return new FunctionPlan(
            target,
            action,
            changes: true,
            (log, stop) => RunAsync(request, goal, change.Create, aws.ReportingTo(log), log, stop));
    }

    /// <summary>Refuses what no image can help, before anybody has spent time on building one: a .zip function, a missing role, a missing Region.</summary>
    /// <exception cref="LambdaImageException">It cannot be done, or AWS cannot be asked.</exception>
    public async Task CheckAsync(UpdateFunctionRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var name = FunctionName.Parse(request.FunctionName);
        FunctionSettingsRules.Check(request.Settings, name.Name);
        if (name.Region is { } own && request.Session.Region is { } asked && asked != own) throw DeploymentErrors.RegionContradicts(name.Text, asked);
        var connection = connector.Connect(request.Session, reporter);
        var aws = connection.In(name.Region ?? connection.Region);
        var anyImage = new FunctionImage("any", Oci.Digest.Of([]), null);
        _ = FunctionChange.Between(
            await aws.SendAsync(new GetFunction(name.Text), cancel), new FunctionGoal(name, aws.Region, anyImage, request.Settings, request.Force));
    }

    private async Task<LambdaFunctionDeployment> RunAsync(
        UpdateFunctionRequest request, FunctionGoal goal, bool create, AwsConnection aws,
        IWorkReporter reporter, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        var deployer = new FunctionDeployer(aws, goal, request.WaitTimeout, time, reporter);
        FunctionDescription? before = null;
        FunctionDescription after;
        var done = DeploymentChange.Created;
        if (create)
        {
            after = await deployer.CreateAsync(cancel);
        }
        else
        {
            var update = await deployer.UpdateAsync(cancel);
            (before, after) = (update.Before, update.After);
            done = update.Change.IsNothing ? DeploymentChange.NoChange : DeploymentChange.Updated;
        }

        var version = request.PublishVersion ? await deployer.PublishAsync(request.VersionDescription, cancel) : null;
        return Result(request, goal, before, after, done, version) with { Duration = time.GetElapsedTime(start) };
    }

    /// <summary>The ARN decides, then the session; where nothing says a Region, the image does, because only its own
    /// one can be right.</summary>
    private static string Region(UpdateFunctionRequest request, FunctionName name, string? known, string imageRegion)
    {
        if (name.Region is { } own && request.Session.Region is { } asked && asked != own)
        {
            throw DeploymentErrors.RegionContradicts(name.Text, asked);
        }

        var region = name.Region ?? known ?? imageRegion;
        return region == imageRegion
            ? region
            : throw DeploymentErrors.OtherRegion(request.ImageUri, imageRegion, name.Name, region);
    }

    private static LambdaFunctionDeployment Result(
        UpdateFunctionRequest request,
        FunctionGoal goal,
        FunctionDescription? before,
        FunctionDescription after,
        DeploymentChange change,
        string? version)
    {
        var function = after.Configuration;
        return new LambdaFunctionDeployment
        {
            FunctionName = function.FunctionName,
            FunctionArn = function.FunctionArn,
            Change = change,
            ImageUri = goal.Image.Uri,
            PreviousImageUri = before?.ImageUri,
            State = function.State ?? "Active",
            Version = version,
            Architecture = function.Architecture,
            Region = goal.Region,
            Image = request.Image,
        };
    }
}
