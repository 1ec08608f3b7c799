using LambdaImage.Engine;
using LambdaImage.Tests.Tool;

namespace LambdaImage.Tests.Lab;

/// <summary>Each part of AWS learns late of what another one, or itself, has been told: nothing of that is an error.</summary>
public sealed class When_AWS_agrees_late
{
    private readonly string _name = LabParts.Unique("late");

    [SkippableFact]
    public async Task All_that_a_first_deployment_creates_is_waited_for()
    {
        LabParts.Require();
        using var app = AppFolder.Node(_name);
        await LabParts.ControlAsync("lag", new { name = _name, seconds = 2 });

        var created = await RunAsync("deploy", app.Path, "--function", _name, "--repository", _name, "--role", _name, "--create-role", "--publish-version", "--verbose");

        created.Code.ShouldBe(0, created.Error);
        created.Error.ShouldContain("Amazon ECR does not see the new repository yet");
        created.Error.ShouldContain("cannot be assumed by Lambda");
        (await LabParts.RunningImageAsync(_name)).ShouldContain($"/{_name}@sha256:");
    }

    [SkippableFact]
    public async Task A_push_waits_for_a_repository_that_nobody_gave_settings_to()
    {
        LabParts.Require();
        using var app = AppFolder.Node(_name);
        await LabParts.ControlAsync("lag", new { name = _name, seconds = 2 });

        var published = await RunAsync("publish", app.Path, "--repository", _name, "--lambda-access", "false", "--verbose");

        published.Code.ShouldBe(0, published.Error);
        published.Error.ShouldContain("Amazon ECR does not see the new repository yet");
        (await Shell.RunAsync("aws", "ecr", "list-images", "--repository-name", _name, "--query", "imageIds[0].imageTag", "--output", "text")).ShouldBe("latest");
    }

    [SkippableFact]
    public async Task IAM_itself_may_see_a_new_role_late()
    {
        LabParts.Require();
        using var app = AppFolder.Node(_name);
        await LabParts.ControlAsync("lag", new { name = _name, seconds = 2, iam = true });

        var created = await RunAsync("deploy", app.Path, "--function", _name, "--repository", _name, "--role", _name, "--create-role", "--verbose");

        created.Code.ShouldBe(0, created.Error);
        created.Error.ShouldContain("IAM does not see the new role yet");
        (await Shell.RunAsync("aws", "iam", "list-attached-role-policies", "--role-name", _name, "--query", "AttachedPolicies[].PolicyName", "--output", "text")).ShouldBe("AWSLambdaBasicExecutionRole");
    }

    [SkippableFact]
    public async Task A_change_that_is_seen_late_is_waited_for_and_nobody_is_blamed()
    {
        LabParts.Require();
        using var app = AppFolder.Node(_name);
        var created = await RunAsync("deploy", app.Path, "--function", _name, "--repository", _name, "--role", LabParts.Role);
        created.Code.ShouldBe(0, created.Error);
        var before = await LabParts.RunningImageAsync(_name);
        app.Write("index.mjs", "export const handler = async () => 'new';\n");
        await LabParts.ControlAsync("lag", new { name = _name, seconds = 2 });

        var updated = await RunAsync("deploy", app.Path, "--function", _name, "--repository", _name, "--memory-size", "256", "--alias", "live");

        updated.Code.ShouldBe(0, updated.Error);
        (await LabParts.RunningImageAsync(_name)).ShouldNotBe(before);
        (await Shell.RunAsync("aws", "lambda", "get-alias", "--function-name", _name, "--name", "live", "--query", "FunctionVersion", "--output", "text")).ShouldBe("1");
        (await Shell.RunAsync("aws", "lambda", "get-function-configuration", "--function-name", $"{_name}:live", "--query", "MemorySize", "--output", "text")).ShouldBe("256");
    }

    private static async Task<ToolRun> RunAsync(params string[] arguments)
    {
        using var engine = new LambdaImageEngine();
        return await ToolRun.OfAsync(engine, null, arguments);
    }
}
