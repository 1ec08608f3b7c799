using System.Text.Json;
using LambdaImage.Engine;
using LambdaImage.Tests.Lab;
using LambdaImage.Tests.Surface;
using LambdaImage.Tests.Tool;

namespace LambdaImage.Tests.Docs;

/// <summary>Each cmdlet's policy in docs/permissions.md is what it really calls: no more, no less. Every scenario runs with
/// an access key of its own, by which the lab tells its calls from all others.</summary>
public sealed class The_permissions_page
{
    /// <summary>Verbs to run for each cmdlet: NAME stands for a name of this run's own, APP for a project, BASE for an image
    /// in private ECR, ROLE for a role. The first group prepares, with other keys.</summary>
    private static readonly Dictionary<string, (string[] Prepare, string[] Run)> Scenarios = new(StringComparer.Ordinal)
    {
        ["Build-LambdaImage"] = (["publish APP --repository NAME"], ["build --image BASE --name other", "build APP --base-mirror NAME-mirror"]),
        ["Publish-LambdaImage"] = (
            [],
            [
                "publish APP --repository NAME",
                "publish APP --repository NAME --scan-on-push false --tag-mutability Mutable --tag-mutability-exclusion v* --max-images 5 --repository-tag a=b --lambda-account 333333333333",
                "publish APP --repository NAME --wait-for-scan",
                "publish --image BASE --name NAME --repository NAME-copy",
            ]),
        ["Test-LambdaImageScan"] = (["publish APP --repository NAME --tag one"], ["scan --image-uri REPOSITORY:one"]),
        ["Copy-LambdaImage"] = (
            ["publish APP --repository NAME --tag one", "publish APP --repository NAME --tag two"],
            ["copy --image-uri REPOSITORY:one --to-region us-east-1", "copy --image-uri REPOSITORY:two --to-region us-east-1", "copy --image-uri REPOSITORY:one --to-role-arn arn:aws:iam::333333333333:role/publisher"]),
        ["Export-LambdaImage"] = (["publish APP --repository NAME --tag one"], ["export-image --image REPOSITORY:one --path APP/image.tar"]),
        ["Import-LambdaImage"] = (
            ["publish APP --repository NAME --tag one", "build APP --output APP/image.tar"],
            ["import-image --path APP/image.tar --repository NAME", "import-image --path APP/image.tar --repository NAME-new"]),
        // Any other image serves as a newer base.
        ["Update-LambdaImageBase"] = (["publish APP --repository NAME --tag one"], ["rebase --image-uri REPOSITORY:one --base BASE --tag two", "rebase --image-uri REPOSITORY:one --base BASE"]),
        // The tag moves on, so that the image in use is one that the lifecycle policy could reach.
        ["Clear-LambdaImageRepository"] = (
            ["publish APP --repository NAME --tag one", "update --function NAME --image-uri REPOSITORY:one --role ROLE", "publish APP --repository NAME --tag one"],
            ["clear --repository NAME --keep-last 0 --keep-days 0 --lifecycle-policy --yes"]),
        ["Remove-LambdaFunctionImage"] = (
            ["publish APP --repository NAME --tag one", "update --function NAME --image-uri REPOSITORY:one --role ROLE --publish-version --function-url AwsIam"],
            ["remove --function NAME --yes"]),
        ["Update-LambdaFunctionImage"] = (
            ["publish APP --repository NAME --tag one"],
            [
                "update --function NAME --image-uri REPOSITORY:one --create-role --role NAME --publish-version --reserved-concurrency 1 --function-url None",
                "update --function NAME --image-uri REPOSITORY:one --always --memory-size 256 --reserved-concurrency -1 --function-url AwsIam --publish-version",
                "update --function NAME --image-uri REPOSITORY:one --role NAME --publish-version --function-url Absent --permission events=events.amazonaws.com",
                "update --function NAME --image-uri REPOSITORY:one --publish-version",
                "update --function NAME --image-uri REPOSITORY:one --memory-size 512 --alias live --smoke-payload {}",
                "update --function NAME --image-uri REPOSITORY:one --memory-size 640 --alias live --canary 10 --bake-time 1s",
            ]),
        ["Compare-LambdaFunctionImage"] = (
            ["publish APP --repository NAME --tag one", "update --function NAME --image-uri REPOSITORY:one --role ROLE"],
            ["compare --function NAME --image-uri REPOSITORY:one --role lambdaimage-lab --function-url None"]),
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
            ["deploy APP --function NAME --repository NAME --role ROLE", "deploy APP --function NAME --repository NAME --role ROLE --always"]),
    };

    /// <summary>Actions that are no calls of their own: another call is checked for them.</summary>
    private static readonly string[] Implied = ["iam:PassRole", "ecr:TagResource"];

    /// <summary>Calls for which AWS asks for no permission.</summary>
    private static readonly string[] Free = ["sts:GetCallerIdentity"];

    /// <summary>Only seen with images of other accounts, of which the lab has one.</summary>
    private static readonly string[] OtherAccounts = ["ecr:GetRepositoryPolicy"];

    /// <summary>Only seen with alarms, of which a fresh account has none.</summary>
    private static readonly string[] Alarms = ["cloudwatch:DescribeAlarms"];

    public static TheoryData<string> WithPolicy => [.. Scenarios.Keys];

    [Fact]
    public void Has_a_section_for_every_cmdlet() =>
        Sections().Keys.ShouldBe(Cmdlets.All.Select(Cmdlets.NameOf), ignoreOrder: true);

    [Fact]
    public void Has_a_policy_wherever_calls_are_made() =>
        Sections().Where(section => section.Value is not null).Select(section => section.Key).ShouldBe(Scenarios.Keys, ignoreOrder: true);

    [SkippableTheory, MemberData(nameof(WithPolicy))]
    public async Task Allows_what_is_called_and_nothing_else(string cmdlet)
    {
        LabParts.Require();
        using var scenario = new Scenario();
        foreach (var verb in Scenarios[cmdlet].Prepare) await scenario.RunAsync(verb, profile: null);
        foreach (var verb in Scenarios[cmdlet].Run) await scenario.RunAsync(verb, scenario.Profile);

        var called = (await scenario.CallsAsync()).Except(Free).ToArray();
        var statements = Sections()[cmdlet]!.Value.GetProperty("Statement").EnumerateArray().ToArray();
        var allowed = statements.SelectMany(Actions).ToArray();

        called.Except(allowed).ShouldBeEmpty("these are called, but not allowed");
        statements.Where(statement => !IsOptional(statement)).SelectMany(Actions).Except(called).Except(Implied)
            .ShouldBeEmpty("these are allowed without 'Optional', but not called");
        allowed.Except(called).Except(Implied).Except(OtherAccounts).Except(Alarms).ShouldBeEmpty("these are never called");
    }

    private static bool IsOptional(JsonElement statement) => statement.GetProperty("Sid").GetString()!.StartsWith("Optional", StringComparison.Ordinal);

    private static IEnumerable<string> Actions(JsonElement statement) => statement.GetProperty("Action") is { ValueKind: JsonValueKind.Array } many
        ? many.EnumerateArray().Select(action => action.GetString()!)
        : [statement.GetProperty("Action").GetString()!];

    private static Dictionary<string, JsonElement?> Sections() =>
        RepositoryFiles.Read("docs/permissions.md").Split("\n### ")[1..].ToDictionary(section => section.Split('\n')[0], Policy, StringComparer.Ordinal);

    private static JsonElement? Policy(string section) => section.Split("```") is [_, var block, ..] && block.StartsWith("json", StringComparison.Ordinal)
        ? JsonSerializer.Deserialize<JsonElement>(block["json".Length..])
        : null;

    /// <summary>One run with names and an access key of its own.</summary>
    private sealed class Scenario : IDisposable
    {
        private static readonly HttpClient Http = new();

        private readonly string _name = LabParts.Unique("permit");
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
                .Replace("NAME", _name, StringComparison.Ordinal)
                .Replace("ROLE", LabParts.Role, StringComparison.Ordinal)
                .Replace("APP", _app.Path, StringComparison.Ordinal);
            // Each run has something new to send.
            _app.Write("run.txt", Guid.NewGuid().ToString());
            if (text.Contains("BASE", StringComparison.Ordinal)) text = text.Replace("BASE", await BaseAsync(), StringComparison.Ordinal);
            ForgetDocuments();
            using var engine = new LambdaImageEngine();
            var run = await ToolRun.OfAsync(engine, null, text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            run.Code.ShouldBe(0, $"{text}\n{run.Error}");
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

        /// <summary>The IAM actions of the calls that were answered.</summary>
        public async Task<IReadOnlyCollection<string>> CallsAsync()
        {
            var requests = JsonSerializer.Deserialize<JsonElement>(await Http.GetStringAsync(LabParts.Aws + "/_lab/requests"));
            return requests.EnumerateArray()
                .Where(request => request.GetProperty("accessKey").GetString() == _key && request.GetProperty("operation").GetString() is { Length: > 0 })
                .Select(request => $"{request.GetProperty("service")}:{request.GetProperty("operation")}")
                .Select(action => action == "lambda:Invoke" ? "lambda:InvokeFunction" : action)
                .ToHashSet(StringComparer.Ordinal);
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
