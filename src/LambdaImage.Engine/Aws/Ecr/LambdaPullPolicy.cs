using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>The statements that let Lambda read a repository, in its own account and in others.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions"/></summary>
internal static partial class LambdaPullPolicy
{
    /// <summary>Name of the statement for the repository's own account: Lambda looks for it before it adds its
    /// own.</summary>
    public const string StatementId = "LambdaECRImageRetrievalPolicy";

    /// <summary>Name of the statement that lets other accounts create functions from the image.</summary>
    public const string AccountStatementId = "CrossAccountPermission";

    /// <summary>Name of the statement that lets Lambda fetch the image again for functions of other accounts. Without
    /// it a deployment works, and the function fails weeks later.</summary>
    public const string ServiceStatementId = "LambdaECRImageCrossAccountRetrievalPolicy";

    private static readonly string[] Actions = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

    /// <summary>Adds the statement for the own account and leaves all others as they are.</summary>
    /// <param name="existing">The policy; null when there is none.</param>
    /// <returns>The new policy; null when the statement is there already or the policy cannot be read.</returns>
    public static string? AddTo(string? existing) => Change(existing, AddOwn);

    /// <summary>Adds both statements for other accounts, or adds the accounts to those that are there.</summary>
    /// <param name="existing">The policy; null when there is none.</param>
    /// <param name="region">Region of the repository, and so of the functions.</param>
    /// <param name="accounts">Numbers of the accounts.</param>
    /// <returns>The new policy; null when nothing is missing or the policy cannot be read.</returns>
    public static string? AddAccounts(string? existing, string region, IReadOnlyList<string> accounts) => Change(
        existing,
        statements =>
        {
            var partition = Fn.Partition(region).name;
            var roots = accounts.Select(account => $"arn:{partition}:iam::{account}:root");
            var functions = accounts.Select(account => $"arn:{partition}:lambda:{region}:{account}:function:*");
            var added = Add(statements, AccountStatementId, roots, NewAccountStatement, statement => Child(statement, "Principal", "AWS"));
            return Add(statements, ServiceStatementId, functions, NewServiceStatement, SourceArns) | added;
        });

    /// <summary>Both statements for another account, to be put into the policy by hand.</summary>
    public static string Statements(string region, string account) => JsonNode.Parse(AddAccounts(null, region, [account])!)!["Statement"]!.ToJsonString();

    /// <summary>Numbers of the accounts that a policy lets read the repository.</summary>
    /// <returns>The accounts, and whether others that nobody can name may read it too.</returns>
    public static (IReadOnlySet<string> Accounts, bool Open) Readers(string? policy)
    {
        var accounts = new HashSet<string>(StringComparer.Ordinal);
        var open = false;
        if (policy is null || Parse(policy) is not { } document) return (accounts, Open: policy is not null);
        foreach (var statement in Statements(document))
        {
            if (statement?["Effect"]?.ToString() != "Allow") continue;
            var principal = statement["Principal"]?.ToJsonString() ?? "";
            var named = Account().Matches(principal + (statement["Condition"]?.ToJsonString() ?? "")).Select(match => match.Groups["number"].Value).ToArray();
            accounts.UnionWith(named);
            // "*" without an account anywhere is everybody, or an organisation.
            open |= named.Length == 0 && principal.Contains("\"*\"", StringComparison.Ordinal);
        }

        return (accounts, open);
    }

    private static bool AddOwn(JsonArray statements)
    {
        if (statements.Any(statement => statement?["Sid"]?.ToString() == StatementId)) return false;
        statements.Add((JsonNode)Statement(StatementId, new JsonObject { ["Service"] = "lambda.amazonaws.com" }));
        return true;
    }

    /// <summary>Sees that a list inside a statement has all values.</summary>
    private static bool Add(
        JsonArray statements, string id, IEnumerable<string> values, Func<JsonObject> make, Func<JsonObject, (JsonObject Holder, string Key)> find)
    {
        var statement = statements.OfType<JsonObject>().FirstOrDefault(each => each["Sid"]?.ToString() == id);
        var isNew = statement is null;
        if (statement is null) statements.Add((JsonNode)(statement = make()));
        var (holder, key) = find(statement);
        string[] present = holder[key] switch
        {
            JsonArray many => [.. many.Select(value => value?.ToString() ?? "")],
            JsonValue one => [one.ToString()],
            _ => [],
        };
        // IAM may have written an account's root as its number alone.
        string[] missing = [.. values.Where(value => !present.Contains(value, StringComparer.Ordinal)
            && !present.Contains(Account().Match(value).Groups["number"].Value, StringComparer.Ordinal))];
        if (missing.Length == 0) return isNew;
        holder[key] = new JsonArray([.. present.Concat(missing).Select(value => (JsonNode)value)]);
        return true;
    }

    private static JsonObject NewAccountStatement() => Statement(AccountStatementId, new JsonObject { ["AWS"] = new JsonArray() });

    private static JsonObject NewServiceStatement()
    {
        var statement = Statement(ServiceStatementId, new JsonObject { ["Service"] = "lambda.amazonaws.com" });
        statement["Condition"] = new JsonObject { ["StringLike"] = new JsonObject { ["aws:sourceARN"] = new JsonArray() } };
        return statement;
    }

    private static (JsonObject Holder, string Key) SourceArns(JsonObject statement)
    {
        var like = Child(Child(statement, "Condition", "StringLike").Holder, "StringLike", "aws:sourceARN");
        // Keys of conditions have no case.
        var key = like.Holder.Select(member => member.Key).FirstOrDefault(name => name.Equals(like.Key, StringComparison.OrdinalIgnoreCase));
        return (like.Holder, key ?? like.Key);
    }

    private static (JsonObject Holder, string Key) Child(JsonObject parent, string name, string key)
    {
        if (parent[name] is not JsonObject child) parent[name] = child = [];
        return (child, key);
    }

    private static JsonObject Statement(string id, JsonObject principal) => new()
    {
        ["Sid"] = id,
        ["Effect"] = "Allow",
        ["Principal"] = principal,
        ["Action"] = new JsonArray([.. Actions.Select(action => (JsonNode)action)]),
    };

    private static string? Change(string? existing, Func<JsonArray, bool> change)
    {
        var policy = existing is null
            ? new JsonObject { ["Version"] = "2008-10-17", ["Statement"] = new JsonArray() }
            : Parse(existing);
        return policy is not null && change(Statements(policy)) ? policy.ToJsonString() : null;
    }

    private static JsonArray Statements(JsonObject policy)
    {
        // A single statement may stand without its list.
        if (policy["Statement"] is JsonObject only)
        {
            policy["Statement"] = null;
            policy["Statement"] = new JsonArray(only);
        }

        if (policy["Statement"] is not JsonArray statements) policy["Statement"] = statements = [];
        return statements;
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"(?<![0-9])(?<number>[0-9]{12})(?![0-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Account();
}
