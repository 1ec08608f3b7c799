using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Deployments;

/// <summary>Plans to point a function at an image. Planning only reads; the plan does the rest.</summary>
/// <param name="connector">Opens the connection of the request's session.</param>
/// <param name="findArchitecture">Reads the processor of an image that was not just published; null: leave it to
/// Lambda.</param>
/// <param name="time">Clock.</param>
internal sealed class FunctionUpdater(AwsConnector connector, FindArchitecture? findArchitecture, TimeProvider time)
{
    private readonly FunctionImages _images = new(findArchitecture);

    /// <param name="request">What the user asked for.</param>
    /// <param name="reporter">Takes log lines.</param>
    /// <param name="cancel">Stops planning.</param>
    /// <exception cref="LambdaImageException">It cannot be done, or AWS cannot be asked.</exception>
    public async Task<FunctionPlan> PlanAsync(
        UpdateFunctionRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        var (aws, goal, current, change) = await LookAsync(request, reporter, cancel);
        if (current?.Stack is { } stack)
        {
            reporter.Log(LogLevel.Verbose, $"CloudFormation stack '{stack}' owns the function and may set it back.");
        }

        var target = $"function '{goal.Name}' in {goal.Region}";
        if (request.DryRun)
        {
            return new FunctionPlan(
                target, change.Words, changes: false,
                (log, stop) => RehearseAsync(request, goal, current, change, aws.ReportingTo(log), log, stop));
        }

        var version = current is not null && change.IsNothing && request.PublishVersion
            ? await new PublishedVersions(aws).FindAsync(goal.Name.Text, current.Configuration, cancel)
            : null;
        var mustPublish = request.PublishVersion && version is null;
        if (current is not null && change.IsNothing && !mustPublish)
        {
            var same = Result(request, goal, current, current, DeploymentChange.NoChange, version) with
            {
                FunctionUrl = await UrlAsync(aws, goal, cancel),
                Duration = time.GetElapsedTime(start),
            };
            reporter.Log(LogLevel.Verbose, $"{target}: {change.Words}.");
            return new FunctionPlan(target, change.Words, changes: false, (_, _) => Task.FromResult(same));
        }

        var words = change.IsNothing ? "" : change.Words + ImageSourceNote.Words(current, ImageSource.Of(request, goal.Image));
        var action = !mustPublish
            ? words
            : change.IsNothing ? "Publish a version of it as it is"
            : words + ", then publish a version";
        return new FunctionPlan(
            target,
            action,
            changes: true,
            (log, stop) => RunAsync(request, goal, change.Create, aws.ReportingTo(log), log, stop));
    }

    /// <summary>Reads all that decides, and compares it with what is asked for. Only reads.</summary>
    /// <exception cref="LambdaImageException">It cannot be done, or AWS cannot be asked.</exception>
    public async Task<FunctionOutlook> LookAsync(UpdateFunctionRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var name = FunctionName.Parse(request.FunctionName);
        FunctionSettingsRules.Check(request.Settings, name.Name);
        var (reference, registry) = FunctionImages.Parse(request.ImageUri);
        var connection = connector.Connect(request.Session, reporter);
        var region = Region(request, name, connection.KnownRegion, registry.Region);
        var aws = connection.In(region);

        var resolving = _images.ResolveAsync(aws, request, reference, registry, reporter, cancel);
        var reading = aws.SendAsync(new GetFunction(name.Text), cancel);
        await Task.WhenAll(resolving, reading);
        var (image, current) = (await resolving, await reading);
        await CheckOwnerAsync(aws, request, reference, registry, name, current, reporter, cancel);
        var role = await new ExecutionRoles(aws, time, reporter).FindAsync(request.Settings, name, current is not null, cancel);
        var goal = new FunctionGoal(name, region, image, request.Settings with { Role = role?.Arn }, request.Force) { Role = role };
        // A .zip function is refused before more is read about it.
        var change = FunctionChange.Between(current, goal);
        var extras = await new FunctionExtras(aws, name.Text, request.Settings).PlanAsync(current, cancel);
        return new(aws, goal, current, extras.IsNothing ? change : FunctionChange.Between(current, goal, extras));
    }

    /// <summary>Refuses what no image can help, before anybody has spent time on building one: a .zip function, a missing role, a missing Region.</summary>
    /// <exception cref="LambdaImageException">It cannot be done, or AWS cannot be asked.</exception>
    public async Task CheckAsync(UpdateFunctionRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var name = FunctionName.Parse(request.FunctionName);
        FunctionSettingsRules.Check(request.Settings, name.Name);
        var connection = connector.Connect(request.Session, reporter);
        var aws = connection.In(name.RegionIn(request.Session) ?? connection.Region);
        var anyImage = new FunctionImage("any", Digest.Of([]), null);
        var current = await aws.SendAsync(new GetFunction(name.Text), cancel);
        var role = await new ExecutionRoles(aws, time, reporter).FindAsync(request.Settings, name, current is not null, cancel);
        _ = FunctionChange.Between(
            current, new FunctionGoal(name, aws.Region, anyImage, request.Settings with { Role = role?.Arn }, request.Force));
    }

    private async Task<LambdaFunctionDeployment> RunAsync(
        UpdateFunctionRequest request, FunctionGoal goal, bool create, AwsConnection aws,
        IWorkReporter reporter, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        if (goal.Role is { } role)
        {
            var arn = await new ExecutionRoles(aws, time, reporter).EnsureAsync(role, goal.Name, cancel);
            goal = goal with { Settings = goal.Settings with { Role = arn } };
        }

        var deployer = new FunctionDeployer(aws, goal, request.WaitTimeout, time, reporter);
        var rollBack = new FunctionRollBack(aws, goal.Name, goal.Region, request.WaitTimeout, time, reporter);
        var after = create ? await deployer.CreateAsync(cancel) : null;
        var done = create ? DeploymentChange.Created : DeploymentChange.NoChange;
        string? version;
        try
        {
            if (!create)
            {
                (after, var change) = await deployer.UpdateAsync(cancel);
                if (!change.IsNothing) done = DeploymentChange.Updated;
            }

            var hasExtras = await SetExtrasAsync(goal, after!, aws, reporter, cancel);
            if (hasExtras && done == DeploymentChange.NoChange) done = DeploymentChange.Updated;
            var isNoted = done != DeploymentChange.NoChange
                && await new ImageSourceNote(aws, reporter).WriteAsync(after!, ImageSource.Of(request, goal.Image), cancel);
            if (hasExtras || isNoted) deployer.ForgetRevision();
            version = request.PublishVersion ? await deployer.PublishAsync(request.VersionDescription, cancel) : null;
        }
        catch (LambdaImageException failure) when (deployer.After is not null)
        {
            throw DeploymentErrors.Answered(failure, await AnswerAsync(failure, rollBack, deployer, goal, cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            if (await rollBack.StopAsync(deployer, goal.Settings, isDone: after is not null) is { } standing) reporter.Log(LogLevel.Warning, standing);
            throw;
        }

        return Result(request, goal, deployer.Before, after!, done, version) with
        {
            RoleCreated = goal.Role is { MustBeCreated: true },
            FunctionUrl = await UrlAsync(aws, goal, cancel),
            Duration = time.GetElapsedTime(start),
        };
    }

    /// <returns>Where things stand after a failure.</returns>
    private static async Task<string> AnswerAsync(
        LambdaImageException failure, FunctionRollBack rollBack, FunctionDeployer deployer, FunctionGoal goal, CancellationToken cancel) => deployer.Before switch
        {
            null => $"Function '{goal.Name}' was created and stays.",
            // The change may still arrive, or somebody else is at work: setting back could undo either.
            _ when failure.Kind is ErrorKind.FunctionTimeout or ErrorKind.FunctionBusy => "$LATEST is left as it is, in part as this run wants it.",
            { } before => await rollBack.RunAsync(before, deployer.After, cancel),
        };

    /// <summary>Asks Lambda what it would say, which changes nothing. It has no such question for creations and settings.</summary>
    private async Task<LambdaFunctionDeployment> RehearseAsync(
        UpdateFunctionRequest request, FunctionGoal goal, FunctionDescription? current, FunctionChange change, AwsConnection aws,
        IWorkReporter reporter, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        if (current is not null)
        {
            var ask = new UpdateFunctionCode(goal.Name.Text, goal.Image.Uri, goal.Image.Architecture, current.Configuration.RevisionId) { DryRun = true };
            if ((await aws.SendAsync(ask, cancel)).NotYet is { } reason) throw DeploymentErrors.FunctionBusy(goal.Name.Name, TimeSpan.Zero, reason);
        }

        reporter.Log(LogLevel.Verbose, $"Function '{goal.Name}': {change.Words}.");
        return new LambdaFunctionDeployment
        {
            FunctionName = goal.Name.Name,
            FunctionArn = current?.Configuration.FunctionArn ?? "",
            Change = change.IsNothing ? DeploymentChange.NoChange : DeploymentChange.DryRun,
            ImageUri = goal.Image.Uri,
            PreviousImageUri = current?.ImageUri,
            State = current?.Configuration.State ?? "",
            Architecture = goal.Image.Architecture ?? current?.Configuration.Architecture ?? LambdaArchitecture.X86_64,
            Region = goal.Region,
            Image = request.Image,
            Duration = time.GetElapsedTime(start),
        };
    }

    /// <summary>Makes what is outside of the configuration as asked, from how it is now.</summary>
    private static async Task<bool> SetExtrasAsync(
        FunctionGoal goal, FunctionDescription function, AwsConnection aws, IWorkReporter reporter, CancellationToken cancel)
    {
        var extras = await new FunctionExtras(aws, goal.Name.Text, goal.Settings).PlanAsync(function, cancel);
        var done = 0;
        try
        {
            foreach (var (call, difference) in extras.Calls.Zip(extras.Differences))
            {
                var mayBeTaken = false;
                try
                {
                    await aws.SendAsync(call, cancel, unanswered: () => mayBeTaken = true);
                }
                catch (LambdaImageException e) when (mayBeTaken && e.Kind is (ErrorKind.FunctionBusy or ErrorKind.FunctionNotFound))
                {
                    // A change whose answer got lost is sent again, and then meets itself. What somebody else has changed meanwhile is still
                    // to be done, only from another start.
                    var left = await new FunctionExtras(aws, goal.Name.Text, goal.Settings).PlanAsync(function, cancel);
                    if (left.Differences.Any(each => each.Setting == difference.Setting && each.Then is null == difference.Then is null)) throw;
                }

                done++;
            }
        }
        catch (Exception e) when (e is LambdaImageException or OperationCanceledException)
        {
            var kept = done == 0 ? "" : $"{string.Join(", ", extras.Differences.Take(done))} is set and stays; ";
            reporter.Log(LogLevel.Warning, $"Function '{goal.Name}': {kept}this is left to do: {string.Join(", ", extras.Differences.Skip(done))}.");
            throw;
        }

        return !extras.IsNothing;
    }

    /// <summary>An image of another account can only be run when its repository lets both that account and Lambda.</summary>
    private static async Task CheckOwnerAsync(
        AwsConnection aws, UpdateFunctionRequest request, ImageReference image, EcrRegistry registry, FunctionName name, FunctionDescription? current,
        IWorkReporter reporter, CancellationToken cancel)
    {
        var account = current?.Configuration.FunctionArn.Split(':') is [_, _, _, _, var own, ..] ? own : name.AccountId;
        account ??= (await aws.CallerAsync(cancel)).AccountId;
        if (account == registry.AccountId) return;
        string? policy;
        try
        {
            policy = await aws.SendAsync(new GetRepositoryPolicy(image.Repository, registry.AccountId), cancel);
        }
        catch (LambdaImageException e) when (e.Kind is ErrorKind.AccessDenied or ErrorKind.AwsRejected)
        {
            reporter.Log(LogLevel.Verbose, $"Whether account {account} may run images of {image.Name} is left to Lambda: {e.Message}");
            return;
        }

        var (letsAccount, letsLambda) = CrossAccountPolicy.Allows(policy, account);
        string[] missing =
        [
            .. letsAccount ? (string[])[] : [$"a statement for account {account} ({LambdaPullPolicy.AccountStatementId})"],
            .. letsLambda ? (string[])[] : [$"a statement for Lambda ({LambdaPullPolicy.ServiceStatementId})"],
        ];
        if (!letsAccount) throw DeploymentErrors.CrossAccountDenied(request.ImageUri, registry.AccountId, account, aws.Region, missing);
        if (!letsLambda)
        {
            reporter.Log(
                LogLevel.Warning,
                $"The policy of {image.Name} lacks {missing[0]}: function '{name}' can be deployed, but fails weeks later when Lambda reads the image again. "
                + $"Let account {registry.AccountId} add to it: {LambdaPullPolicy.Statements(aws.Region, account)}");
        }
    }

    private static async Task<string?> UrlAsync(AwsConnection aws, FunctionGoal goal, CancellationToken cancel) =>
        goal.Settings.Url is null or { Auth: FunctionUrlAuth.Absent }
            ? null
            : (await aws.SendAsync(new GetFunctionUrlConfig(goal.Name.Text), cancel))?.Address;

    /// <summary>The ARN decides, then the session; where nothing says a Region, the image does, because only its own
    /// one can be right.</summary>
    private static string Region(UpdateFunctionRequest request, FunctionName name, string? known, string imageRegion)
    {
        var region = name.RegionIn(request.Session) ?? known ?? imageRegion;
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

/// <summary>All that decides about an update.</summary>
/// <param name="Aws">Connection to the function's Region.</param>
/// <param name="Goal">How the function shall be.</param>
/// <param name="Current">How it is; null: it does not exist.</param>
/// <param name="Change">What must be done.</param>
internal sealed record FunctionOutlook(AwsConnection Aws, FunctionGoal Goal, FunctionDescription? Current, FunctionChange Change);
