using System.Globalization;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;

namespace LambdaImage.Engine.Deployments;

/// <summary>What belongs to a function but is not in its configuration: tags, reserved concurrency, URL, resource
/// policy. Read only where something is asked for, so that nobody needs permissions for what they leave alone.</summary>
internal sealed class FunctionExtras(AwsConnection aws, string name, FunctionSettings wanted)
{
    // The names AWS's own guide uses, so that what was made by hand is recognised.
    // https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html#urls-auth-none
    private const string PublicUrlStatement = "UrlPolicyInvokeURL";
    private const string PublicInvokeStatement = "UrlPolicyInvokeFunction";

    /// <summary>Compares what is asked for with what is there. Only reads.</summary>
    /// <param name="current">The function; null: it is yet to be created.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<ExtrasChange> PlanAsync(FunctionDescription? current, CancellationToken cancel)
    {
        var change = new List<(FunctionDifference Difference, IAwsOperation<bool> Call)>();
        AddTags(current, change);
        AddConcurrency(current, change);
        if (wanted.Url is { } url)
        {
            AddUrl(current is null ? null : await aws.SendAsync(new GetFunctionUrlConfig(name), cancel), url, change);
        }

        if (wanted.Url is not null || wanted.Permissions is { Count: > 0 })
        {
            AddPermissions(current is null ? null : await aws.SendAsync(new GetPolicy(name), cancel), change);
        }

        // Removals first: they are based on the revision that was just read, and other changes may move it.
        var ordered = change.OrderBy(each => each.Call is not RemovePermission).ToArray();
        return new([.. ordered.Select(each => each.Difference)], [.. ordered.Select(each => each.Call)]);
    }

    private void AddTags(FunctionDescription? current, List<(FunctionDifference, IAwsOperation<bool>)> change)
    {
        // A new function gets its tags with its creation.
        if (wanted.Tags is not { } tags || current is null) return;
        foreach (var (key, value) in tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            var now = current.Tags?.GetValueOrDefault(key);
            if (now == value) continue;
            var one = new Dictionary<string, string>(StringComparer.Ordinal) { [key] = value };
            change.Add((new($"tag {key}", now, value), new TagResource(current.Configuration.FunctionArn, one)));
        }
    }

    private void AddConcurrency(FunctionDescription? current, List<(FunctionDifference, IAwsOperation<bool>)> change)
    {
        if (wanted.ReservedConcurrency is not { } asked) return;
        int? then = asked == FunctionSettings.Unreserved ? null : asked;
        var now = current?.Concurrency?.ReservedConcurrentExecutions;
        if (now == then) return;
        IAwsOperation<bool> call = then is { } count ? new PutFunctionConcurrency(name, count) : new DeleteFunctionConcurrency(name);
        change.Add((new("reserved concurrency", now?.ToString(CultureInfo.InvariantCulture), then?.ToString(CultureInfo.InvariantCulture)), call));
    }

    private void AddUrl(FunctionUrl? now, FunctionUrlOptions asked, List<(FunctionDifference, IAwsOperation<bool>)> change)
    {
        if (asked.Auth == FunctionUrlAuth.Absent)
        {
            if (now is not null) change.Add((new("function URL", now.Address, null), new DeleteFunctionUrlConfig(name)));
            return;
        }

        var auth = LambdaValues.Of(asked.Auth);
        var mode = LambdaValues.Of(asked.InvokeMode);
        if (now is null)
        {
            change.Add((new("function URL", null, Join(auth, mode)), new CreateFunctionUrlConfig(name, asked)));
        }
        else if (now.AuthType != auth || (mode is not null && mode != (now.InvokeMode ?? "BUFFERED")) || !IsSame(now.Cors, asked.Cors))
        {
            var cors = IsSame(now.Cors, asked.Cors) ? "" : ", other CORS rules";
            change.Add((new("function URL", Join(now.AuthType, now.InvokeMode), Join(auth, mode ?? now.InvokeMode) + cors), new UpdateFunctionUrlConfig(name, asked)));
        }
    }

    private void AddPermissions(FunctionPolicy? policy, List<(FunctionDifference, IAwsOperation<bool>)> change)
    {
        var revision = policy?.RevisionId;
        foreach (var add in Statements())
        {
            var id = add.Statement.StatementId;
            var present = policy?.Statement(id);
            if (present is not null && add.IsSaidBy(present)) continue;
            if (present is not null) Remove(id, $"{present["Principal"]?.ToJsonString()} {present["Action"]}");
            change.Add((new($"permission {id}", null, $"{add.Statement.Principal} {add.Statement.Action}"), add));
        }

        if (wanted.Url is { Auth: not FunctionUrlAuth.None })
        {
            foreach (var id in (string[])[PublicUrlStatement, PublicInvokeStatement])
            {
                if (policy?.Statement(id) is { } left) Remove(id, $"everybody {left["Action"]}");
            }
        }

        void Remove(string id, string now)
        {
            change.Add((new($"permission {id}", now, null), new RemovePermission(name, id, revision)));
            // Only the first change can be based on the revision that was read.
            revision = null;
        }
    }

    /// <summary>A public URL needs both: <c>InvokeFunctionUrl</c> alone no longer lets anybody in since October 2025.</summary>
    private IEnumerable<AddPermission> Statements()
    {
        if (wanted.Url is { Auth: FunctionUrlAuth.None })
        {
            yield return new(name, new() { StatementId = PublicUrlStatement, Principal = "*", Action = "lambda:InvokeFunctionUrl" })
            {
                FunctionUrlAuthType = LambdaValues.Of(FunctionUrlAuth.None),
            };
            yield return new(name, new() { StatementId = PublicInvokeStatement, Principal = "*" }) { InvokedViaFunctionUrl = true };
        }

        foreach (var permission in wanted.Permissions ?? []) yield return new(name, permission);
    }

    private static bool IsSame(FunctionUrlCors? now, FunctionUrlCors? asked) =>
        asked is null || (
            (now?.AllowCredentials ?? false) == (asked.AllowCredentials ?? false)
            && (now?.MaxAge ?? 0) == (asked.MaxAge ?? 0)
            && IsSame(now?.AllowHeaders, asked.AllowHeaders)
            && IsSame(now?.AllowMethods, asked.AllowMethods)
            && IsSame(now?.AllowOrigins, asked.AllowOrigins)
            && IsSame(now?.ExposeHeaders, asked.ExposeHeaders));

    private static bool IsSame(IReadOnlyList<string>? now, IReadOnlyList<string>? asked) =>
        (now ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(asked ?? []);

    private static string Join(string auth, string? mode) => mode is null ? auth : $"{auth} {mode}";
}

/// <summary>What differs outside of a function's configuration.</summary>
/// <param name="Differences">What differs.</param>
/// <param name="Calls">What makes it as asked, in order.</param>
internal sealed record ExtrasChange(IReadOnlyList<FunctionDifference> Differences, IReadOnlyList<IAwsOperation<bool>> Calls)
{
    public static readonly ExtrasChange None = new([], []);

    public bool IsNothing => Calls.Count == 0;
}
