using System.IO.Enumeration;
using System.Text.Json;
using LambdaImage.Engine;
using LambdaImage.Tests.Lab;
using LambdaImage.Tests.Surface;
using LambdaImage.Tests.Tool;

namespace LambdaImage.Tests.Docs;

/// <summary>Each cmdlet's policy in docs/permissions.md is what it really calls, and on what: no more, no less. Every scenario
/// runs with an access key of its own, by which the lab tells its calls from all others.</summary>
public sealed class The_permissions_page
{
    /// <summary>Verbs to run for each cmdlet: NAME stands for a name of this run's own, APP for a project, BASE for an image
    /// in private ECR, ROLE for a role, OTHER for one in account 333333333333. The first group prepares, with other keys; there,
    /// <c>aws</c> is AWS's own tool, and <c>!</c> precedes what has to fail.</summary>
    private static readonly Dictionary<string, (string[] Prepare, string[] Run)> Scenarios = new(StringComparer.Ordinal)
    {
        ["Build-LambdaImage"] = (["publish APP --repository NAME"], ["build --image BASE --name other", "build APP --base-mirror NAME-mirror"]),
        ["Publish-LambdaImage"] = (
            [],
            [
                "publish APP --repository NAME",
                "publish APP --repository NAME --sbom",
                "publish APP --repository NAME --scan-on-push false --tag-mutability Mutable --tag-mutability-exclusion v* --max-images 5 --repository-tag a=b --lambda-account 333333333333",
                "publish APP --repository NAME --wait-for-scan",
                "publish --image BASE --name NAME --repository NAME-copy",
            ]),
        ["Test-LambdaImageScan"] = (["publish APP --repository NAME --tag one"], ["scan --image-uri REPOSITORY:one"]),
        ["Copy-LambdaImage"] = (
            ["publish APP --repository NAME --tag one --sbom", "publish APP --repository NAME --tag two"],
            [
                "copy --image-uri REPOSITORY:one --to-region us-east-1",
                "copy --image-uri REPOSITORY:two --to-region us-east-1",
                "copy --image-uri REPOSITORY:one --to-region us-east-1 --scan-on-push false --tag-mutability Mutable --tag-mutability-exclusion v* --max-images 5 --repository-tag a=b --lambda-account 333333333333",
                "copy --image-uri REPOSITORY:one --to-role-arn OTHER",
            ]),
        ["Export-LambdaImage"] = (["publish APP --repository NAME --tag one"], ["export-image --image REPOSITORY:one --path APP/image.tar"]),
        ["Invoke-LambdaImage"] = (["publish APP --repository NAME --tag one"], ["invoke --image REPOSITORY:one --what-if"]),
        ["Measure-LambdaImage"] = (["publish APP --repository NAME --tag one"], ["measure --image REPOSITORY:one"]),
        ["Compare-LambdaImage"] = (["publish APP --repository NAME --tag one"], ["diff --reference REPOSITORY:one --difference REPOSITORY:one --include-equal"]),
        ["Import-LambdaImage"] = (
            ["publish APP --repository NAME --tag one", "build APP --output APP/image.tar"],
            ["import-image --path APP/image.tar --repository NAME", "import-image --path APP/image.tar --repository NAME-new"]),
        // Any other image serves as a newer base.
        ["Update-LambdaImageBase"] = (["publish APP --repository NAME --tag one"], ["rebase --image-uri REPOSITORY:one --base BASE --tag two", "rebase --image-uri REPOSITORY:one --base BASE"]),
        // The tag moves on, so that the image in use is one that the lifecycle policy could reach; and a function has an image
        // that could not be taken, which its list entry does not tell.
        ["Clear-LambdaImageRepository"] = (
            [
                "publish APP --repository NAME --tag one", "update --function NAME --image-uri REPOSITORY:one --role ROLE",
                "lab function {\"name\":\"NAME-failed\",\"nextCreate\":{\"result\":\"Failed\"}}", "! update --function NAME-failed --image-uri REPOSITORY:one --role ROLE",
                "publish APP --repository NAME --tag one",
            ],
            ["clear --repository NAME --keep-last 0 --keep-days 0 --lifecycle-policy --account-role-arn OTHER --yes"]),
        ["Remove-LambdaFunctionImage"] = (
            ["publish APP --repository NAME --tag one", "update --function NAME --image-uri REPOSITORY:one --role ROLE --publish-version --function-url AwsIam"],
            ["remove --function NAME --account-role-arn OTHER --yes"]),
        ["Update-LambdaFunctionImage"] = (
            ["publish APP --repository NAME --tag one", OtherImage, Alarm],
            [
                "update --function NAME --image-uri REPOSITORY:one --create-role --role NAME --publish-version --reserved-concurrency 1 --function-url None",
                "update --function NAME --image-uri REPOSITORY:one --force --memory-size 256 --reserved-concurrency -1 --function-url AwsIam --publish-version",
                "update --function NAME --image-uri REPOSITORY:one --role NAME --publish-version --function-url Absent --permission events=events.amazonaws.com",
                "update --function NAME --image-uri REPOSITORY:one --publish-version",
                "update --function NAME --image-uri REPOSITORY:one --memory-size 512 --alias live --smoke-payload {}",
                "update --function NAME --image-uri REPOSITORY:one --memory-size 640 --alias live --canary 10 --bake-time 1s --alarm NAME-alarm",
                "update --function NAME --image-uri OTHERS:one",
            ]),
        ["Compare-LambdaFunctionImage"] = (
            ["publish APP --repository NAME --tag one", "update --function NAME --image-uri REPOSITORY:one --role ROLE", OtherImage],
            [
                "compare --function NAME --image-uri REPOSITORY:one --role lambdaimage-lab --function-url None",
                "compare --function NAME --image-uri OTHERS:one",
            ]),
        ["Get-LambdaFunctionImage"] = (
            ["publish APP --repository NAME --tag one", "update --function NAME --image-uri REPOSITORY:one --role ROLE --publish-version"],
            ["functions --function NAME* --versions --aliases"]),
        ["Restore-LambdaFunctionImage"] = (
            [
                "publish APP --repository NAME --tag one", "update --function NAME --image-uri REPOSITORY:one --role ROLE --alias live",
                "publish APP --repository NAME --tag two", "update --function NAME --image-uri REPOSITORY:two --memory-size 512 --alias live",
            ],
            ["restore --function NAME --alias live"]),
        ["Get-LambdaFunctionRelease"] = (
            ["publish APP --repository NAME --tag one", "update --function NAME --image-uri REPOSITORY:one --role ROLE --alias live"],
            ["releases --function NAME"]),
        ["Deploy-LambdaImage"] = (
            [],
            ["deploy APP --function NAME --repository NAME --role ROLE", "deploy APP --function NAME --repository NAME --role ROLE --force"]),
    };

    /// <summary>An image of another account that lets this one run it.</summary>
    private const string OtherImage = "copy --image-uri REPOSITORY:one --to-role-arn OTHER --lambda-account 123456789012";

    private const string Alarm =
        "aws cloudwatch put-metric-alarm --alarm-name NAME-alarm --metric-name Errors --namespace AWS/Lambda --statistic Sum --period 60 "
        + "--evaluation-periods 1 --threshold 1 --comparison-operator GreaterThanThreshold";

    /// <summary>Actions that are no calls of their own: AWS checks another call for them. Lambda asks Amazon EC2, EFS and
    /// KMS about a VPC, a file system and a key in the caller's name.
    /// <see href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html">The caller's permissions</see>,
    /// <see href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem.html">for file systems</see>,
    /// <see href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html">for keys</see></summary>
    private static readonly string[] Implied =
    [
        "iam:PassRole", "ecr:TagResource", "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups", "ec2:DescribeVpcs",
        "elasticfilesystem:DescribeMountTargets", "kms:CreateGrant", "kms:Encrypt", "kms:Decrypt",
    ];

    /// <summary>Actions that IAM can allow on everything only.
    /// <see href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">Actions and their resources</see></summary>
    private static readonly string[] WithoutResource =
    [
        "ecr:GetAuthorizationToken", "ecr:DescribeRepositoryCreationTemplates", "ecr:DescribePullThroughCacheRules",
        "lambda:ListFunctions", "lambda:ListEventSourceMappings", "cloudwatch:GetMetricData",
        "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups", "ec2:DescribeVpcs",
    ];

    /// <summary>Calls for which AWS asks for no permission.</summary>
    private static readonly string[] Free = ["sts:GetCallerIdentity"];

    public static TheoryData<string> WithPolicy => [.. Scenarios.Keys];

    [Fact]
    public void Has_a_section_for_every_cmdlet() =>
        Sections().Keys.ShouldBe(Cmdlets.All.Select(Cmdlets.NameOf), ignoreOrder: true);

    [Fact]
    public void Has_a_policy_wherever_calls_are_made() =>
        Sections().Where(section => section.Value is not null).Select(section => section.Key).ShouldBe(Scenarios.Keys, ignoreOrder: true);

    [Theory, MemberData(nameof(WithPolicy))]
    public void Allows_on_everything_only_what_has_no_resource(string cmdlet)
    {
        foreach (var statement in Statements(cmdlet))
        {
            if (Texts(statement, "Resource").Contains("*")) Actions(statement).Except(WithoutResource).ShouldBeEmpty();
            else Actions(statement).Intersect(WithoutResource).ShouldBeEmpty("IAM ignores a resource here");
        }
    }

    [SkippableTheory, MemberData(nameof(WithPolicy))]
    public async Task Allows_what_is_called_and_nothing_else(string cmdlet)
    {
        LabParts.Require();
        using var scenario = new Scenario();
        foreach (var verb in Scenarios[cmdlet].Prepare) await scenario.RunAsync(verb, profile: null);
        foreach (var verb in Scenarios[cmdlet].Run) await scenario.RunAsync(verb, scenario.Profile);

        var calls = (await scenario.CallsAsync()).Where(call => !Free.Contains(call.Action)).ToArray();
        var called = calls.Select(call => call.Action).Distinct().ToArray();
        var statements = Statements(cmdlet);
        var allowed = statements.SelectMany(Actions).ToArray();

        called.Except(allowed).ShouldBeEmpty("these are called, but not allowed");
        calls.Where(call => !statements.Any(statement => Covers(statement, call))).ShouldBeEmpty("these are called, but not allowed there");
        calls.Where(call => WithoutResource.Contains(call.Action) == call.Resource is not null).ShouldBeEmpty("the lab tells the resource of each call that has one");
        statements.Where(statement => !IsOptional(statement)).SelectMany(Actions).Except(called).Except(Implied)
            .ShouldBeEmpty("these are allowed without 'Optional', but not called");
        allowed.Except(called).Except(Implied).ShouldBeEmpty("these are never called");
    }

    private static bool IsOptional(JsonElement statement) => statement.GetProperty("Sid").GetString()!.StartsWith("Optional", StringComparison.Ordinal);

    private static bool Covers(JsonElement statement, Call call) => Actions(statement).Contains(call.Action)
        && Texts(statement, "Resource").Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, call.Resource ?? "*", ignoreCase: false));

    private static IEnumerable<string> Actions(JsonElement statement) => Texts(statement, "Action");

    private static IEnumerable<string> Texts(JsonElement statement, string member) => statement.GetProperty(member) is { ValueKind: JsonValueKind.Array } many
        ? many.EnumerateArray().Select(each => each.GetString()!)
        : [statement.GetProperty(member).GetString()!];

    private static JsonElement[] Statements(string cmdlet) => [.. Sections()[cmdlet]!.Value.GetProperty("Statement").EnumerateArray()];

    private static Dictionary<string, JsonElement?> Sections() =>
        RepositoryFiles.Read("docs/permissions.md").Split("\n### ")[1..].ToDictionary(section => section.Split('\n')[0], Policy, StringComparer.Ordinal);

    private static JsonElement? Policy(string section) => section.Split("```") is [_, var block, ..] && block.StartsWith("json", StringComparison.Ordinal)
        ? JsonSerializer.Deserialize<JsonElement>(block["json".Length..])
        : null;

    /// <param name="Action">As IAM names it.</param>
    /// <param name="Resource">ARN of what it is about; null: nothing in particular.</param>
    private sealed record Call(string Action, string? Resource);

    /// <summary>One run with names and an access key of its own.</summary>
    private sealed class Scenario : IDisposable
    {
        private static readonly HttpClient Http = new();

        // As repositories are named where nothing is said.
        private readonly string _name = LabParts.Unique("serverless-permit");
        private readonly string _key = "LAB" + Guid.NewGuid().ToString("N")[..12].ToUpperInvariant();
        private readonly AppFolder _app = AppFolder.Node(LabParts.Unique("permit"));
        private readonly AppFolder _profiles;
        private string? _base;

        public Scenario() => _profiles = new(("credentials", $"[lab]\naws_access_key_id = {_key}\naws_secret_access_key = lab-secret\n"));

        public string Profile => $"--profile lab --profile-location {Path.Combine(_profiles.Path, "credentials")}";

        public async Task RunAsync(string verb, string? profile)
        {
            var text = (verb + " " + profile)
                .Replace("REPOSITORY", $"123456789012.dkr.ecr.eu-west-1.amazonaws.com/{_name}", StringComparison.Ordinal)
                .Replace("OTHERS", $"333333333333.dkr.ecr.eu-west-1.amazonaws.com/{_name}", StringComparison.Ordinal)
                .Replace("OTHER", "arn:aws:iam::333333333333:role/publisher", StringComparison.Ordinal)
                .Replace("NAME", _name, StringComparison.Ordinal)
                .Replace("ROLE", LabParts.Role, StringComparison.Ordinal)
                .Replace("APP", _app.Path, StringComparison.Ordinal);
            // Each run has something new to send.
            _app.Write("run.txt", Guid.NewGuid().ToString());
            if (text.Contains("BASE", StringComparison.Ordinal)) text = text.Replace("BASE", await BaseAsync(), StringComparison.Ordinal);
            ForgetDocuments();
            var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case ["aws", .. var rest]:
                    await Shell.RunAsync("aws", rest);
                    break;
                case ["lab", var what, var wish]:
                    await LabParts.ControlAsync(what, JsonSerializer.Deserialize<JsonElement>(wish));
                    break;
                case ["!", .. var rest]:
                    (await ToolAsync(rest)).Code.ShouldNotBe(0, text);
                    break;
                default:
                    var run = await ToolAsync(words);
                    run.Code.ShouldBe(0, $"{text}\n{run.Error}");
                    break;
            }
        }

        private static async Task<ToolRun> ToolAsync(string[] words)
        {
            using var engine = new LambdaImageEngine();
            return await ToolRun.OfAsync(engine, null, words);
        }

        /// <summary>What was fetched once is not asked for again; here, each run is to ask for all it needs.</summary>
        private static void ForgetDocuments()
        {
            var cache = Environment.GetEnvironmentVariable("LAMBDAIMAGE_CACHE") ?? Path.Combine(
                Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
                "lambdaimage");
            var documents = new DirectoryInfo(Path.Combine(cache, "documents", "sha256"));
            if (documents.Exists) foreach (var document in documents.EnumerateFiles()) document.Delete();
        }

        /// <summary>The calls that were answered, each once for each of its resources.</summary>
        public async Task<IReadOnlyCollection<Call>> CallsAsync()
        {
            var requests = JsonSerializer.Deserialize<JsonElement>(await Http.GetStringAsync(LabParts.Aws + "/_lab/requests"));
            return requests.EnumerateArray()
                .Where(request => request.GetProperty("accessKey").GetString() == _key && request.GetProperty("operation").GetString() is { Length: > 0 })
                .SelectMany(CallsOf)
                .ToHashSet();
        }

        private static IEnumerable<Call> CallsOf(JsonElement request)
        {
            var action = $"{request.GetProperty("service")}:{request.GetProperty("operation")}";
            if (action == "lambda:Invoke") action = "lambda:InvokeFunction";
            return request.GetProperty("resources").EnumerateArray().Select(resource => resource.GetString()).DefaultIfEmpty()
                .Select(resource => new Call(action, resource));
        }

        public void Dispose()
        {
            _app.Dispose();
            _profiles.Dispose();
        }

        private async Task<string> BaseAsync()
        {
            if (_base is not null) return _base;
            await RunAsync("publish APP --repository NAME-base --tag base", profile: null);
            return _base = $"123456789012.dkr.ecr.eu-west-1.amazonaws.com/{_name}-base:base";
        }
    }
}
