using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Processes;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Invocations;

/// <summary>Real containers with AWS's own runtime client for Node.js. After each test nothing may be left of it.</summary>
public sealed class Invoking_in_the_lab : IAsyncLifetime, IDisposable
{
    private const string Program = """
        import fs from 'node:fs';
        import net from 'node:net';
        if (process.env.BREAK === 'throw') throw new TypeError('broken from the start');
        if (process.env.BREAK === 'exit') process.exit(7);
        let count = 0;
        const write = (path) => { try { fs.writeFileSync(path, 'x'); return 'ok'; } catch (problem) { return problem.code; } };
        export const handler = async (event, context) => {
          count++;
          console.log('did ' + event.do);
          switch (event.do) {
            case 'throw': throw new RangeError('no such thing');
            case 'exit': process.exit(3);
            case 'sleep': await new Promise((later) => setTimeout(later, 600000)); break;
            case 'memory': { const kept = []; for (;;) kept.push(Buffer.alloc(1e7, 1)); }
            case 'limits': return {
              task: write('/var/task/x'), etc: write('/etc/x'), run: write('/run/x'), varTmp: write('/var/tmp/x'), tmp: write('/tmp/x'), shm: fs.existsSync('/dev/shm'),
              size: fs.statfsSync('/tmp').blocks * fs.statfsSync('/tmp').bsize / 1048576, user: process.getuid() + ':' + process.getgid(),
              capabilities: /CapEff:\s*0+$/m.test(fs.readFileSync('/proc/self/status', 'utf8')), privileges: /NoNewPrivs:\s*1$/m.test(fs.readFileSync('/proc/self/status', 'utf8')) };
            case 'environment': return process.env;
            case 'context': return { left: context.getRemainingTimeInMillis(), arn: context.invokedFunctionArn, client: context.clientContext, name: context.functionName, memory: context.memoryLimitInMB };
          }
          return { count, event };
        };
        """;

    private readonly RecordingReporter _reporter = new();
    private readonly ProcessRunner _processes = new(new ProcessEnvironment());
    private readonly LambdaImageEngine _engine = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lambdaimage-test-");

    public static TheoryData<BuildEngine> Engines => [BuildEngine.Docker, BuildEngine.Podman];

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB") is null) return;
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "index.mjs"), Program);
    }

    public void Dispose() => _engine.Dispose();

    public async Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        if (Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB") is null) return;
        foreach (var program in (string[])["docker", "podman"])
        {
            (await AskAsync(program, "ps", "--all", "--format", "{{.Names}}")).ShouldNotContain("lambdaimage-invoke");
            // Other tests remove images meanwhile, which a listing trips over.
            var images = await ListImagesAsync(program);
            for (var attempt = 1; images.ExitCode != 0 && attempt < 10; attempt++) images = await ListImagesAsync(program);
            images.ExitCode.ShouldBe(0, string.Join('\n', images.Errors));
            images.Output.ShouldNotContain(line => line.Contains("lambdaimage-invoke", StringComparison.Ordinal));
        }

        Directory.EnumerateDirectories(Path.GetTempPath(), "lambdaimage-invoke-*").ShouldBeEmpty();
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Events_go_to_one_container_until_it_ends(BuildEngine engine)
    {
        var results = await InvokeAsync(engine, await BuildAsync(), [Do("one"), Do("throw"), Do("two"), Do("exit"), Do("three")]);

        results.Select(result => result.ErrorType).ShouldBe([null, "RangeError", null, "Runtime.ExitError", null]);
        results.Select(result => result.FunctionError).ShouldBe([null, "Unhandled", null, "Unhandled", null]);
        results.Select(result => result.InitDuration is not null).ShouldBe([true, false, false, false, true]);
        Count(results[0]).ShouldBe(1);
        (results[1].ErrorMessage, results[1].StackTrace.Count > 1).ShouldBe(("no such thing", true));
        Count(results[2]).ShouldBe(3);
        results[3].ErrorMessage.ShouldBe($"RequestId: {results[3].RequestId} Error: Runtime exited with error: exit status 3");
        Count(results[4]).ShouldBe(1);
        foreach (var (result, word) in results.Zip((string[])["one", "throw", "two", "exit", "three"])) result.Log.ShouldContain(line => line.EndsWith("did " + word, StringComparison.Ordinal));
        results[0].Report.ShouldStartWith($"REPORT RequestId: {results[0].RequestId}\tDuration: ");
        results[0].MaxMemoryUsed.ShouldNotBeNull().ShouldBeInRange(1, 128);
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_time_out_ends_the_container_and_the_next_event_gets_another(BuildEngine engine)
    {
        var results = await InvokeAsync(engine, await BuildAsync(), [Do("sleep"), Do("one")], request => request with { Timeout = TimeSpan.FromSeconds(2) });

        (results[0].TimedOut, results[0].ErrorType, results[0].Duration).ShouldBe((true, "Sandbox.Timedout", TimeSpan.FromSeconds(2)));
        results[0].ErrorMessage.ShouldBe($"RequestId: {results[0].RequestId} Error: Task timed out after 2.00 seconds");
        JsonNode.Parse(results[0].Payload)!["errorMessage"]!.GetValue<string>().ShouldBe(results[0].ErrorMessage);
        Count(results[1]).ShouldBe(1);
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Only_tmp_can_be_written_and_nobody_has_rights(BuildEngine engine)
    {
        var limits = Answer((await InvokeAsync(engine, await BuildAsync(), [Do("limits")], request => request with { EphemeralStorage = 600 }))[0]);

        limits["tmp"]!.GetValue<string>().ShouldBe("ok");
        foreach (var place in (string[])["task", "etc", "run", "varTmp"]) limits[place]!.GetValue<string>().ShouldNotBe("ok", place);
        limits["size"]!.GetValue<double>().ShouldBe(600);
        limits["user"]!.GetValue<string>().ShouldBe("993:990");
        (limits["shm"]!.GetValue<bool>(), limits["capabilities"]!.GetValue<bool>(), limits["privileges"]!.GetValue<bool>()).ShouldBe((false, true, true));
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Too_much_memory_ends_it(BuildEngine engine)
    {
        var result = (await InvokeAsync(engine, await BuildAsync(), [Do("memory")], request => request with { Timeout = TimeSpan.FromSeconds(30) }))[0];

        (result.ErrorType, result.MaxMemoryUsed).ShouldBe(("Runtime.OutOfMemory", 128));
        result.Failure()!.Remedy.ShouldContain("-MemorySize 256");
        File.Exists("oom").ShouldBeFalse();
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task It_sees_lambdas_variables_and_its_own_but_no_credentials(BuildEngine engine)
    {
        var result = (await InvokeAsync(engine, await BuildAsync(), [Do("environment")], request => request with
        {
            Environment = new Dictionary<string, string> { ["DB_PASSWORD"] = "hunter2-\"quoted\"", ["TZ"] = "Asia/Tokyo", ["AWS_REGION"] = "mars-1" },
            FunctionName = "api",
            MemorySize = 256,
        }))[0];

        var variables = Answer(result);
        string? Of(string name) => variables[name]?.GetValue<string>();
        (Of("DB_PASSWORD"), Of("TZ"), Of("AWS_LAMBDA_FUNCTION_NAME"), Of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), Of("AWS_LAMBDA_FUNCTION_VERSION"), Of("_HANDLER"))
            .ShouldBe(("hunter2-\"quoted\"", "Asia/Tokyo", "api", "256", "$LATEST", "index.handler"));
        Of("AWS_REGION").ShouldNotBe("mars-1");
        variables.Select(variable => variable.Key).ShouldNotContain(name => name.StartsWith("AWS_ACCESS", StringComparison.Ordinal) || name.StartsWith("AWS_SECRET", StringComparison.Ordinal) || name == "AWS_EXECUTION_ENV");
    }

    [SkippableFact]
    public async Task It_sees_the_time_left_and_the_callers_context()
    {
        var context = Answer((await InvokeAsync(BuildEngine.Docker, await BuildAsync(), [Do("context")], request => request with
        {
            Timeout = TimeSpan.FromSeconds(60),
            ClientContext = "{\"custom\":{\"a\":1}}",
        }))[0]);

        context["left"]!.GetValue<int>().ShouldBeInRange(1000, 60_000);
        context["client"]!["custom"]!["a"]!.GetValue<int>().ShouldBe(1);
        context["arn"]!.GetValue<string>().ShouldEndWith(":function:" + context["name"]!.GetValue<string>());
    }

    [SkippableTheory]
    [InlineData(BuildEngine.Docker, "throw", "TypeError")]
    [InlineData(BuildEngine.Podman, "throw", "TypeError")]
    [InlineData(BuildEngine.Docker, "exit", "Runtime.ExitError")]
    [InlineData(BuildEngine.Podman, "exit", "Runtime.ExitError")]
    public async Task A_failure_before_the_first_event_is_told_as_such(BuildEngine engine, string way, string type)
    {
        var result = (await InvokeAsync(engine, await BuildAsync(), [Do("one")], request => request with { Environment = new Dictionary<string, string> { ["BREAK"] = way } }))[0];

        (result.InitFailed, result.ErrorType, result.Duration).ShouldBe((true, type, TimeSpan.Zero));
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task An_entry_point_that_is_not_there_is_lambdas_error(BuildEngine engine)
    {
        var result = (await InvokeAsync(engine, await BuildAsync(), [Do("one")], request => request with { EntryPoint = ["/no/such/program"] }))[0];

        result.ErrorType.ShouldBe("Runtime.InvalidEntrypoint");
        result.ErrorMessage!.ShouldContain("/no/such/program");
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Programs_for_another_processor_are_told_from_broken_ones(BuildEngine engine)
    {
        var broken = await BuildAsync("FROM scratch\nCOPY --chmod=755 index.mjs /program\nENTRYPOINT [\"/program\"]");
        var foreign = await BuildAsync("FROM scratch\nCOPY --chmod=755 index.mjs /program\nENTRYPOINT [\"/program\"]", OtherArchitecture);

        (await InvokeAsync(engine, broken, [Do("one")]))[0].ErrorType.ShouldBe("Runtime.InvalidEntrypoint");
        (await Should.ThrowAsync<LambdaImageException>(() => InvokeAsync(engine, foreign, [Do("one")]))).Kind.ShouldBe(ErrorKind.ArchitectureMismatch);
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Stopping_it_ends_the_container_within_a_second(BuildEngine engine)
    {
        using var stop = new CancellationTokenSource();
        var running = InvokeAsync(engine, await BuildAsync(), [Do("sleep")], request => request with { Timeout = TimeSpan.FromMinutes(10) }, stop.Token);
        while (!_reporter.Text.Contains("did sleep", StringComparison.Ordinal) && !running.IsCompleted) await Task.Yield();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running);
    }

    [SkippableFact]
    public async Task An_image_is_taken_from_wherever_it_is()
    {
        var built = await BuildAsync();
        var archive = Path.Combine(_folder.FullName, "image.tar");
        await RunAsync<ExportedLambdaImage>(await _engine.PlanAsync(new ExportImageRequest { Image = new(built, null), Path = archive }, _reporter, default));
        var layout = Path.Combine(_folder.FullName, "layout");
        await RunAsync<ExportedLambdaImage>(await _engine.PlanAsync(new ExportImageRequest { Image = new(built, null), Path = layout }, _reporter, default));
        var destination = $"{Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB_REGISTRY")}/invoke-{Guid.NewGuid():N}:1";
        await RunAsync<PublishedLambdaImage>(await _engine.PlanAsync(new PublishRequest { Image = built, Destination = destination }, _reporter, default));

        foreach (var source in (string[])[archive, layout, destination])
        {
            var request = new InvokeImageRequest { Image = new(null, source), Events = [Do("one")], Timeout = TimeSpan.FromSeconds(30) };
            (await RunAsync<IReadOnlyList<LambdaImageInvocation>>(await _engine.PlanAsync(request, _reporter, default)))[0].FunctionError.ShouldBeNull(source);
        }
    }

    [SkippableFact]
    public async Task What_the_engine_had_before_it_has_afterwards()
    {
        var name = $"invoke-{Guid.NewGuid():N}:1";
        var built = await BuildAsync();
        var archive = Path.Combine(_folder.FullName, "image.tar");
        await RunAsync<ExportedLambdaImage>(await _engine.PlanAsync(new ExportImageRequest { Image = new(built, null), Path = archive, Tag = name }, _reporter, default));
        await AskAsync("docker", "load", "--input", archive);
        try
        {
            (await InvokeAsync(BuildEngine.Docker, built, [Do("one")]))[0].FunctionError.ShouldBeNull();
            foreach (var source in (string[])[name, "docker-daemon:" + name])
            {
                var request = new InvokeImageRequest { Image = new(null, source), Events = [Do("one")], Engine = BuildEngine.Docker, Timeout = TimeSpan.FromSeconds(30) };
                (await RunAsync<IReadOnlyList<LambdaImageInvocation>>(await _engine.PlanAsync(request, _reporter, default)))[0].FunctionError.ShouldBeNull();
            }

            var other = new InvokeImageRequest { Image = new(null, "docker-daemon:" + name), Engine = BuildEngine.Podman };
            (await Should.ThrowAsync<LambdaImageException>(_engine.PlanAsync(other, _reporter, default))).Remedy.ShouldContain($"docker save {name} | podman load");
            (await AskAsync("docker", "images", "--quiet", name)).ShouldNotBeEmpty();
        }
        finally
        {
            await AskAsync("docker", "image", "rm", name);
        }
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Extensions_run_beside_it_and_get_its_events(BuildEngine engine)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "watcher"), """
            #!/bin/sh
            api=http://$AWS_LAMBDA_RUNTIME_API/2020-01-01/extension
            id=$(wget -S -q -O /dev/null --header 'Lambda-Extension-Name: watcher' --post-data '{"events":["INVOKE"]}' "$api/register" 2>&1 | sed -n 's/^ *[Ll]ambda-[Ee]xtension-[Ii]dentifier: *//p' | tr -d '\r')
            while event=$(wget -q -O - --header "Lambda-Extension-Identifier: $id" "$api/event/next"); do echo "watched $event"; done
            """);
        var built = await BuildAsync("FROM public.ecr.aws/lambda/nodejs:22\nCOPY index.mjs /var/task/\nCOPY --chmod=755 watcher /opt/extensions/\nCMD [\"index.handler\"]");

        var results = await InvokeAsync(engine, built, [Do("one"), Do("two")]);

        results.ShouldAllBe(result => result.FunctionError == null);
        foreach (var result in results)
            _reporter.Text.ShouldContain($"\"requestId\":\"{result.RequestId}\"");
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task An_extension_that_ends_takes_the_function_with_it(BuildEngine engine)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "watcher"), "#!/bin/sh\nexit 4\n");
        var built = await BuildAsync("FROM public.ecr.aws/lambda/nodejs:22\nCOPY index.mjs /var/task/\nCOPY --chmod=755 watcher /opt/extensions/\nCMD [\"index.handler\"]");

        var result = (await InvokeAsync(engine, built, [Do("one")]))[0];

        (result.InitFailed, result.ErrorType).ShouldBe((true, "Extension.Crash"));
        result.ErrorMessage!.ShouldContain("watcher exited with error: exit status 4");
    }

    /// <summary>The lab's own stand-in for Lambda, which all managed images are proven with, comes to the same.</summary>
    [SkippableTheory]
    [InlineData("one")]
    [InlineData("throw")]
    [InlineData("exit")]
    public async Task The_labs_lambda_comes_to_the_same(string what)
    {
        var built = await BuildAsync();
        var name = $"invoke-{Guid.NewGuid():N}:1";
        var archive = Path.Combine(_folder.FullName, "image.tar");
        await RunAsync<ExportedLambdaImage>(await _engine.PlanAsync(new ExportImageRequest { Image = new(built, null), Path = archive, Tag = name }, _reporter, default));
        await AskAsync("docker", "load", "--input", archive);
        try
        {
            var ours = (await InvokeAsync(BuildEngine.Docker, built, [Do(what)]))[0];
            var lab = await _processes.RunAsync(new ProcessCommand(Path.Combine(RepositoryRoot(), "tests/lab/invoke"), [name, Do(what).Payload]), onLine: null, default);

            lab.ExitCode.ShouldBe(ours.FunctionError is null ? 0 : 1);
            var (one, other) = (JsonNode.Parse(ours.Payload)!, JsonNode.Parse(string.Join('\n', lab.Output))!);
            other["errorType"]?.GetValue<string>().ShouldBe(one["errorType"]?.GetValue<string>());
            if (ours.FunctionError is null) JsonNode.DeepEquals(one, other).ShouldBeTrue();
        }
        finally
        {
            await AskAsync("docker", "image", "rm", name);
        }
    }

    private static LambdaArchitecture OtherArchitecture =>
        System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? LambdaArchitecture.X86_64 : LambdaArchitecture.Arm64;

    private static InvocationEvent Do(string what) => new(JsonSerializer.Serialize(new { @do = what }));

    private static JsonObject Answer(LambdaImageInvocation result) => result.FunctionError is null
        ? JsonNode.Parse(result.Payload)!.AsObject() : throw new InvalidOperationException(result.Payload);

    private static int Count(LambdaImageInvocation result) => Answer(result)["count"]!.GetValue<int>();

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LambdaImage.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private async Task<BuiltLambdaImage> BuildAsync(
        string dockerfile = "FROM public.ecr.aws/lambda/nodejs:22\nCOPY index.mjs /var/task/\nCMD [\"index.handler\"]", LambdaArchitecture? architecture = null)
    {
        Skip.If(Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB") is null || Environment.GetEnvironmentVariable("DOCKER_HOST") is null, "needs the lab with its dockerd");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "Dockerfile"), dockerfile);
        var project = await RunAsync<LambdaProject>(await _engine.PlanAsync(
            new ProjectRequest { Path = _folder.FullName, Dockerfile = "Dockerfile", Name = "invoked", Architecture = architecture, UseEnvironment = false }, _reporter, default));
        var file = await RunAsync<LambdaDockerfile>(await _engine.PlanAsync(new DockerfileRequest { Project = project }, _reporter, default));
        return await RunAsync<BuiltLambdaImage>(await _engine.PlanAsync(new BuildRequest { Dockerfile = file, Engine = BuildEngine.Daemonless }, _reporter, default));
    }

    private async Task<IReadOnlyList<LambdaImageInvocation>> InvokeAsync(
        BuildEngine engine, BuiltLambdaImage image, InvocationEvent[] events, Func<InvokeImageRequest, InvokeImageRequest>? change = null, CancellationToken cancel = default)
    {
        // Machines that run tests are slower than Lambda.
        var request = new InvokeImageRequest { Image = new(image, null), Events = events, Engine = engine, Timeout = TimeSpan.FromSeconds(20) };
        return await (await _engine.PlanAsync(change?.Invoke(request) ?? request, _reporter, cancel)).RunAsync(_reporter, cancel);
    }

    private Task<T> RunAsync<T>(IPlan<T> plan)
        where T : class => plan.RunAsync(_reporter, default);

    private Task<ProcessResult> ListImagesAsync(string program) =>
        _processes.RunAsync(new ProcessCommand(program, ["images", "--format", "{{.Repository}}"]), onLine: null, default);

    private async Task<string> AskAsync(string program, params string[] arguments)
    {
        var result = await _processes.RunAsync(new ProcessCommand(program, arguments), onLine: null, default);
        result.ExitCode.ShouldBe(0, string.Join('\n', result.Errors));
        return string.Join('\n', result.Output);
    }
}
