using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Deployments;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Deploying_in_the_lab : IDisposable
{
    private readonly Lazy<LabAws> _lazy = new(() => new LabAws());
    private readonly string _name = LabAws.NewName();

    private LabAws Lab => _lazy.Value;

    public void Dispose()
    {
        if (_lazy.IsValueCreated) Lab.Dispose();
    }

    [SkippableFact]
    public async Task A_function_is_created_updated_published_and_then_left_alone()
    {
        SkipWithoutLab();
        var first = await Lab.PushAsync(_name, "one");
        var created = await DeployAsync(Request(first.ToString()) with
        {
            Settings = new FunctionSettings { Role = LabAws.RoleArn, MemorySize = 256, Command = ["app.handler"] },
        });
        var second = await Lab.PushAsync(_name, "two");
        var updated = await DeployAsync(Request($"{second.Name}:two") with
        {
            Settings = new FunctionSettings { Timeout = 30, Environment = new Dictionary<string, string> { ["MODE"] = "live" } },
            PublishVersion = true,
        });
        var same = await PlanAsync(Request($"{second.Name}:two") with { PublishVersion = true });

        created.Change.ShouldBe(DeploymentChange.Created);
        created.ImageUri.ShouldBe(first.ToString());
        updated.Change.ShouldBe(DeploymentChange.Updated);
        updated.ImageUri.ShouldBe(second.ToString());
        updated.PreviousImageUri.ShouldBe(first.ToString());
        updated.Version.ShouldBe("1");
        same.Changes.ShouldBeFalse();
        (await same.RunAsync(Lab.Reporter, default)).Version.ShouldBe("1");
        var now = (await ReadAsync()).Configuration;
        (now.MemorySize, now.Timeout, now.ImageConfig.Command![0]).ShouldBe((256, 30, "app.handler"));
    }

    [SkippableFact]
    public async Task An_update_is_waited_for_and_its_failure_told()
    {
        SkipWithoutLab();
        var first = await Lab.PushAsync(_name, "one");
        await DeployAsync(Request(first.ToString()) with { Settings = new FunctionSettings { Role = LabAws.RoleArn } });
        var second = await Lab.PushAsync(_name, "two");
        await Lab.ControlAsync("function", new
        {
            name = _name,
            nextUpdate = new { seconds = 1.5, result = "Failed", code = "FunctionError.PermissionDenied", reason = "Cannot open /var/task/app.py" },
        });

        var error = await Should.ThrowAsync<LambdaImageException>(() => DeployAsync(Request(second.ToString())));

        error.Kind.ShouldBe(ErrorKind.FunctionFailed);
        error.Message.ShouldContain("Cannot open /var/task/app.py");
        error.Remedy.ShouldContain("chmod");
        Lab.Reporter.Progress.ShouldContain(step => step.Status.StartsWith("update in progress"));
    }

    [SkippableFact]
    public async Task A_creation_is_waited_for_too()
    {
        SkipWithoutLab();
        var image = await Lab.PushAsync(_name, "one");
        await Lab.ControlAsync("function", new { name = _name, nextCreate = new { seconds = 1.5 } });

        var created = await DeployAsync(Request(image.ToString()) with { Settings = new FunctionSettings { Role = LabAws.RoleArn } });

        created.State.ShouldBe("Active");
        created.Duration.ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    [SkippableFact]
    public async Task Another_deployment_is_waited_for()
    {
        SkipWithoutLab();
        var image = await Lab.PushAsync(_name, "one");
        await DeployAsync(Request(image.ToString()) with { Settings = new FunctionSettings { Role = LabAws.RoleArn } });
        await Lab.ControlAsync("function", new { name = _name, nextUpdate = new { seconds = 2 } });
        await Lab.Connect().SendAsync(new UpdateFunctionConfiguration(_name) { MemorySize = 512 }, default);

        var updated = await DeployAsync(Request(image.ToString()) with { Settings = new FunctionSettings { Timeout = 9 } });

        updated.Change.ShouldBe(DeploymentChange.Updated);
        var now = (await ReadAsync()).Configuration;
        (now.MemorySize, now.Timeout).ShouldBe((512, 9));
    }

    [SkippableFact]
    public async Task An_index_is_refused_and_its_image_is_taken()
    {
        SkipWithoutLab();
        var index = await Lab.PushAsync(_name, "multi", index: true);
        var settings = new FunctionSettings { Role = LabAws.RoleArn };

        var error = await Should.ThrowAsync<LambdaImageException>(() => DeployAsync(Request($"{index.Name}:multi") with { Settings = settings }));
        error.Kind.ShouldBe(ErrorKind.ImageNotReadable);
        var offered = error.Remedy.Split("-ImageUri ")[1];

        (await DeployAsync(Request(offered) with { Settings = settings })).ImageUri.ShouldBe(offered);
    }

    [SkippableFact]
    public async Task A_role_that_does_not_exist_is_given_up_on()
    {
        SkipWithoutLab();
        var image = await Lab.PushAsync(_name, "one");
        var clock = new Aws.JumpingClock();
        var updater = new FunctionUpdater(Lab.Connector, findArchitecture: null, clock);

        var plan = await updater.PlanAsync(
            Request(image.ToString()) with { Settings = new FunctionSettings { Role = "arn:aws:iam::123456789012:role/no-such-role" } }, Lab.Reporter, default);
        var error = await Should.ThrowAsync<LambdaImageException>(() => plan.RunAsync(Lab.Reporter, default));

        error.Message.ShouldContain("cannot be assumed");
    }

    [SkippableFact]
    public async Task A_denied_call_names_its_permission()
    {
        SkipWithoutLab();
        var image = await Lab.PushAsync(_name, "one");
        await DeployAsync(Request(image.ToString()) with { Settings = new FunctionSettings { Role = LabAws.RoleArn } });
        await Lab.ControlAsync("deny", new { operation = "PublishVersion" });
        try
        {
            var error = await Should.ThrowAsync<LambdaImageException>(() => DeployAsync(Request(image.ToString()) with { PublishVersion = true }));

            error.Kind.ShouldBe(ErrorKind.AccessDenied);
            error.Remedy.ShouldContain("lambda:PublishVersion");
        }
        finally
        {
            await Lab.ControlAsync("deny", new { operation = "PublishVersion", remove = true });
        }
    }

    [SkippableTheory]
    [InlineData("BADKEY", "invalid")]
    [InlineData("EXPIREDKEY", "expired")]
    public async Task Wrong_and_old_credentials_are_told_apart(string key, string words)
    {
        SkipWithoutLab();
        var bad = Lab.Connector.Connect(Lab.With(key), Lab.Reporter);

        foreach (var send in (Func<Task>[])[
            () => bad.CallerAsync(default),
            () => bad.SendAsync(new GetFunction(_name), default),
            () => bad.SendAsync(new DescribeRepositories(_name, AccountId: null), default)])
        {
            var error = await Should.ThrowAsync<LambdaImageException>(send);
            error.Kind.ShouldBe(ErrorKind.CredentialsRejected);
            error.Message.ShouldContain(words);
        }
    }

    [SkippableFact]
    public async Task A_missing_image_is_not_found_in_ECR()
    {
        SkipWithoutLab();
        var image = await Lab.PushAsync(_name, "one");

        (await Should.ThrowAsync<LambdaImageException>(() => DeployAsync(Request($"{image.Name}:gone")))).Kind.ShouldBe(ErrorKind.ImageNotFound);
        (await Should.ThrowAsync<LambdaImageException>(() => DeployAsync(Request($"{image.Name}gone:one")))).Kind.ShouldBe(ErrorKind.ImageNotFound);
    }

    [SkippableFact]
    public async Task A_login_belongs_to_its_region()
    {
        SkipWithoutLab();

        var login = await new EcrLogin(Lab.Connect()).GetAsync(new EcrRegistry("123456789012", "us-east-1"), default);

        login.UserName.ShouldBe("AWS");
        login.ExpiresAt.ShouldNotBeNull().ShouldBeGreaterThan(DateTimeOffset.UtcNow);
    }

    private static void SkipWithoutLab() => Skip.If(LabAws.Address is null, "needs the lab");

    private UpdateFunctionRequest Request(string imageUri) => new() { FunctionName = _name, ImageUri = imageUri, Session = Lab.Session };

    private Task<FunctionPlan> PlanAsync(UpdateFunctionRequest request) =>
        new FunctionUpdater(Lab.Connector, findArchitecture: null, TimeProvider.System).PlanAsync(request, Lab.Reporter, default);

    private async Task<LambdaFunctionDeployment> DeployAsync(UpdateFunctionRequest request) =>
        await (await PlanAsync(request)).RunAsync(Lab.Reporter, default);

    private async Task<FunctionDescription> ReadAsync() => (await Lab.Connect().SendAsync(new GetFunction(_name), default)).ShouldNotBeNull();
}
