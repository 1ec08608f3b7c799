using System.Globalization;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Deployments.Traffic;

/// <summary>Decides which versions one alias sends traffic to. Each change is based on the alias as it was seen last, so
/// that nobody else's change is overwritten.</summary>
internal sealed class AliasSwitch(AwsConnection aws, string function, string name)
{
    private static readonly Dictionary<string, double> NoWeights = new(StringComparer.Ordinal);

    public string Name => name;

    /// <summary>The alias as it was seen last; null: it does not exist.</summary>
    public AliasConfiguration? Now { get; private set; }

    /// <summary>Whether somebody else has changed it since.</summary>
    public bool IsForeign { get; private set; }

    /// <summary>Where an alias sends its traffic, in words.</summary>
    public static string Routing(AliasConfiguration alias) => string.Join(
        ", ",
        alias.Weights.Where(weight => weight.Value > 0)
            .Select(weight => string.Create(CultureInfo.InvariantCulture, $"{weight.Value * 100:0.##} % to version {weight.Key}"))
            .Append(alias.IsSplit ? $"the rest to version {alias.FunctionVersion}" : $"all to version {alias.FunctionVersion}"));

    public async Task<AliasConfiguration?> LookAsync(CancellationToken cancel) =>
        Now = await aws.SendAsync(new GetAlias(function, name), cancel);

    /// <summary>Makes sure that it still is as it was seen last.</summary>
    /// <exception cref="LambdaImageException">Somebody else has changed it.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        if ((await aws.SendAsync(new GetAlias(function, name), cancel))?.RevisionId == Now?.RevisionId) return;
        IsForeign = true;
        throw TrafficErrors.AliasChangedMeanwhile(function, name);
    }

    /// <summary>Gives a version a share of the traffic; the rest stays where it is.</summary>
    public Task ShareAsync(string version, double percent, CancellationToken cancel) => WriteAsync(
        new UpdateAlias(
            function, name, Now!.FunctionVersion, new Dictionary<string, double>(StringComparer.Ordinal) { [version] = percent / 100 }, Now.RevisionId),
        cancel);

    /// <summary>Gives a version all the traffic, and notes where it came from.</summary>
    public Task MoveAsync(string version, CancellationToken cancel) => WriteAsync(
        Now is null
            ? new CreateAlias(function, name, version)
            : new UpdateAlias(
                function, name, version, NoWeights, Now.RevisionId,
                Now.FunctionVersion == version ? null : AliasNote.For(Now.Description, Now.FunctionVersion)),
        cancel);

    /// <summary>Makes it as it was, its description included.</summary>
    public Task SetBackAsync(AliasConfiguration before, CancellationToken cancel) => WriteAsync(
        new UpdateAlias(
            function, name, before.FunctionVersion, before.Weights, Now!.RevisionId,
            (before.Description ?? "") == (Now.Description ?? "") ? null : before.Description ?? ""),
        cancel);

    private async Task WriteAsync(IAliasChange change, CancellationToken cancel)
    {
        var mayBeTaken = false;
        try
        {
            Now = await aws.SendAsync(change, cancel, unanswered: () => mayBeTaken = true);
        }
        catch (LambdaImageException e) when (e.Kind == ErrorKind.FunctionBusy)
        {
            // A change whose answer got lost is sent again, and then meets itself. Without that it has met another deployment, which may want the same.
            if (mayBeTaken && await aws.SendAsync(new GetAlias(function, name), cancel) is { } now && change.IsDone(now))
            {
                Now = now;
                return;
            }

            IsForeign = true;
            throw;
        }
    }
}
