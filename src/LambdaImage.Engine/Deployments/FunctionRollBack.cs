using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Deployments.Releases;

namespace LambdaImage.Engine.Deployments;

/// <summary>Puts image and configuration of a function back to what they were before this run: old code with new settings,
/// or a new image that was refused a version, is a state that nobody asked for. It only undoes what this run did, and says
/// where things stand.</summary>
internal sealed class FunctionRollBack(AwsConnection aws, FunctionName function, string region, TimeSpan limit, TimeProvider time, IWorkReporter reporter)
{
    /// <summary>A command that was stopped shall end within a second: time for one look and one change.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromMilliseconds(700);

    private const string Again = "Run the command again to finish it.";

    /// <summary>Answers a failure.</summary>
    /// <param name="before">The function before this run.</param>
    /// <param name="after">The function as this run left it; null: nobody has looked yet.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Where things stand and what to type next, in sentences.</returns>
    public async Task<string> RunAsync(FunctionDescription before, FunctionDescription? after, CancellationToken cancel)
    {
        try
        {
            var now = await aws.SendAsync(new GetFunction(function.Text), cancel);
            var goal = FunctionState.Goal(function, region, before);
            if (now is null) return $"Function '{function}' is gone.";
            if (FunctionChange.Between(now, goal).IsNothing) return "$LATEST is as it was.";
            if (after is null || !now.Configuration.IsAs(after.Configuration))
            {
                return "$LATEST was changed by somebody else meanwhile and is left as it is.";
            }

            await new FunctionDeployer(aws, goal, limit, time, reporter).UpdateAsync(cancel);
            await new ImageSourceNote(aws, reporter).WriteAsync(now, ImageSource.Of(before, before.Tags), cancel);
            var except = before.Configuration.Environment?.Error is null ? "" : ", except its environment variables, which could not be read";
            return $"$LATEST has its image (sha256:{before.Configuration.CodeSha256?[..12]}) and settings of before again{except}.";
        }
        catch (Exception e) when (e is LambdaImageException or OperationCanceledException)
        {
            var reason = e is LambdaImageException ? e.Message.TrimEnd('.') : "it was stopped";
            return $"$LATEST could not be set back ({reason}). Set it back: Update-LambdaFunctionImage -FunctionName {function} -ImageUri {before.ImageUri}.";
        }
    }

    /// <summary>Answers Ctrl+C, as far as one call does it.</summary>
    /// <param name="deployer">What was under way.</param>
    /// <param name="wanted">Settings that it brings.</param>
    /// <param name="isDone">Whether image and settings are as they were to be, and something else was under way.</param>
    /// <returns>Where things stand and what to type next, in sentences; null: nothing was changed.</returns>
    public async Task<string?> StopAsync(FunctionDeployer deployer, FunctionSettings wanted, bool isDone)
    {
        if (isDone) return $"Stopped; function '{function}' has its new image and settings, but not all that was to follow. {Again}";
        if (deployer.Sent is not { } sent) return null;
        if (sent == FunctionPart.Code) return $"Stopped while function '{function}' was being changed; Lambda goes on with it by itself. {Again}";
        using var soon = new CancellationTokenSource(StopLimit);
        try
        {
            var now = (await aws.SendAsync(new GetFunction(function.Text), soon.Token))?.Configuration;
            var back = now is { IsBusy: false } && SettingsChange.Between(now, wanted, function.Text) is null
                ? SettingsChange.Between(now, FunctionState.Settings(deployer.Before!.Configuration), function.Text) : null;
            if (back is not null && await aws.SendAsync(back.Apply with { RevisionId = now!.RevisionId }, soon.Token) is { Function: not null })
            {
                return $"Stopped before function '{function}' got its new image; set back: {back.Words}.";
            }
        }
        catch (Exception e) when (e is LambdaImageException or OperationCanceledException)
        {
            reporter.Log(LogLevel.Debug, $"Could not set the settings back: {e.Message}");
        }

        return $"Stopped before function '{function}' got its new image; it has or gets its new settings with its old image. {Again}";
    }
}
