using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Deployments;

/// <summary>Makes changes to one function, waiting where Lambda answers "not yet".</summary>
internal sealed class FunctionWriter(
    AwsConnection aws, FunctionWaiter waiter, string function, TimeSpan limit, TimeProvider time,
    IWorkReporter reporter)
{
    // IAM needs some ten seconds to make a new role known everywhere; one that is refused longer does not trust Lambda.
    private static readonly TimeSpan RoleLimit = TimeSpan.FromSeconds(30);

    /// <param name="known">The function that the change is based on; null: any.</param>
    /// <param name="change">Makes the call for a revision.</param>
    /// <param name="isOurs">Whether the function, which no longer is as known, is what this change alone makes of it; null: it does not show.</param>
    /// <param name="role">Role that is given, for the error; null: none.</param>
    /// <param name="cancel">Stops trying.</param>
    /// <exception cref="LambdaImageException">Lambda refuses it, or somebody else has changed the function since.</exception>
    public async Task<FunctionConfiguration> WriteAsync(
        FunctionConfiguration? known, Func<string?, IAwsOperation<FunctionWrite>> change, Func<FunctionConfiguration, bool>? isOurs, string? role,
        CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        var revision = known?.RevisionId;
        var mayBeTaken = false;
        while (true)
        {
            FunctionWrite answer;
            try
            {
                answer = await aws.SendAsync(change(revision), cancel, unanswered: () => mayBeTaken = true);
            }
            catch (LambdaImageException e) when (e.Kind == ErrorKind.FunctionBusy && mayBeTaken && isOurs is not null)
            {
                if ((await waiter.ReadyAsync(cancel)).Configuration is var found && isOurs(found)) return found;
                throw;
            }

            if (answer.Function is { } taken) return taken;
            var reason = answer.NotYet!;
            reporter.Log(LogLevel.Verbose, $"Lambda does not take the change yet: {reason}");
            var waited = time.GetElapsedTime(start);
            if (answer.RoleNotReady)
            {
                if (waited >= RoleLimit) throw DeploymentErrors.RoleNotReady(function, role, waited, reason);
            }
            else
            {
                if (waited >= limit) throw DeploymentErrors.FunctionBusy(function, waited, reason);
                var now = (await waiter.ReadyAsync(cancel)).Configuration;
                // A function whose creation failed refuses all changes for ever, in the same words as a busy one.
                if (now.State == "Failed") throw ReasonCodes.Explain(function, created: true, now);
                // Lambda also works on functions by itself, for example to wake one up, and that changes the revision
                // too. Somebody else's change shows in what it changed.
                if (known is not null && !now.IsAs(known)) return IsOurs(now) ? now : throw DeploymentErrors.FunctionChangedMeanwhile(function);
                revision = known is null ? null : now.RevisionId;
            }

            await waiter.PauseAsync(cancel);
        }

        // A change whose answer got lost is sent again, and then meets itself.
        bool IsOurs(FunctionConfiguration now) => mayBeTaken && isOurs?.Invoke(now) == true;
    }
}
