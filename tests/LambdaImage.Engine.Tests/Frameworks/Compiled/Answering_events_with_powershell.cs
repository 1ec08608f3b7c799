using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks.Compiled;

/// <summary>The bootstrap program in a real pwsh, against a Runtime API of our own.</summary>
public sealed class Answering_events_with_powershell
{
    private static readonly string Bootstrap = Path.Combine(Golden.Root, "src", "LambdaImage.Engine", "Frameworks", "PowerShell", "bootstrap.ps1");

    [SkippableFact]
    public async Task A_function_of_a_script_gets_the_event_and_the_context()
    {
        var answers = await RunAsync("f.ps1::Run", """{"name":"Ada"}""",
            ("f.ps1", "$loaded = 'once'\nfunction Run($LambdaInput, $LambdaContext) { @{ hello = $LambdaInput.name; id = $LambdaContext.AwsRequestId; loaded = $loaded; left = $LambdaContext.GetRemainingTimeInMillis() -gt 0 } }\n"));

        var (path, body) = answers.ShouldHaveSingleItem();
        path.ShouldBe("invocation/id-1/response");
        using var json = JsonDocument.Parse(body);
        json.RootElement.GetProperty("hello").GetString().ShouldBe("Ada");
        json.RootElement.GetProperty("id").GetString().ShouldBe("id-1");
        json.RootElement.GetProperty("loaded").GetString().ShouldBe("once");
        json.RootElement.GetProperty("left").GetBoolean().ShouldBeTrue();
    }

    [SkippableFact]
    public async Task A_script_runs_for_each_event_and_a_string_goes_out_as_it_is()
    {
        var answers = await RunAsync("s.ps1", """[{"name":"a"},{"name":"b"}]""", ("s.ps1", "\"Got $($LambdaInput.name)\"\n"));

        answers.ShouldBe([("invocation/id-1/response", "Got a"), ("invocation/id-2/response", "Got b")]);
    }

    [SkippableFact]
    public async Task A_function_of_a_module_is_found_in_the_project()
    {
        var answers = await RunAsync("Module::Shop::Get-Price", "{}", ("modules/Shop/Shop.psm1", "function Get-Price($LambdaInput) { 1, 2 }\n"));

        answers.ShouldBe([("invocation/id-1/response", "[1,2]")]);
    }

    [SkippableFact]
    public async Task A_failure_is_reported_and_the_next_event_is_answered()
    {
        var answers = await RunAsync("f.ps1::Run", """[{"bad":true},{}]""", ("f.ps1", "function Run($LambdaInput) { if ($LambdaInput.bad) { throw [InvalidOperationException]::new('no') } 'fine' }\n"));

        answers.Count.ShouldBe(2);
        answers[0].Path.ShouldBe("invocation/id-1/error");
        answers[0].Body.ShouldContain("\"errorMessage\":\"no\"");
        answers[0].Body.ShouldContain("InvalidOperationException");
        answers[1].ShouldBe(("invocation/id-2/response", "fine"));
    }

    [SkippableTheory]
    [InlineData("gone.ps1", "There is no script")]
    [InlineData("f.ps1::Other", "Other")]
    [InlineData("index.handler", "is none of")]
    public async Task What_cannot_be_called_fails_before_the_first_event(string handler, string message)
    {
        var answers = await RunAsync(handler, "{}", ("f.ps1", "function Run { }\n"));

        var (path, body) = answers.ShouldHaveSingleItem();
        path.ShouldBe("init/error");
        body.ShouldContain(message);
    }

    private static async Task<IReadOnlyList<(string Path, string Body)>> RunAsync(string handler, string events, params (string, string)[] files)
    {
        var pwsh = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "pwsh")).FirstOrDefault(File.Exists);
        Skip.If(pwsh is null, "needs pwsh");
        using var project = new TempProject(files);
        using var json = JsonDocument.Parse(events.StartsWith('[') ? events : $"[{events}]");
        using var api = new HttpListener();
        var port = FreePort();
        api.Prefixes.Add($"http://127.0.0.1:{port}/");
        api.Start();
        var start = new ProcessStartInfo(pwsh, ["-NoProfile", "-NonInteractive", "-File", Bootstrap, handler]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = project.Path };
        foreach (var (name, value) in new[] { ("AWS_LAMBDA_RUNTIME_API", $"127.0.0.1:{port}"), ("LAMBDA_TASK_ROOT", project.Path), ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"), ("HOME", project.Path) })
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        try
        {
            return await ServeAsync(api, [.. json.RootElement.EnumerateArray().Select(item => item.GetRawText())]).WaitAsync(TimeSpan.FromMinutes(2));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Hands out the events one by one until the program asks for one more, or gives up before the first.</summary>
    private static async Task<IReadOnlyList<(string, string)>> ServeAsync(HttpListener api, IReadOnlyList<string> events)
    {
        List<(string, string)> answers = [];
        for (var sent = 0; ;)
        {
            var context = await api.GetContextAsync();
            var path = context.Request.Url!.AbsolutePath["/2018-06-01/runtime/".Length..];
            if (path == "invocation/next")
            {
                if (sent == events.Count) return answers;
                context.Response.AddHeader("Lambda-Runtime-Aws-Request-Id", $"id-{++sent}");
                context.Response.AddHeader("Lambda-Runtime-Deadline-Ms", DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
                context.Response.Close(Encoding.UTF8.GetBytes(events[sent - 1]), willBlock: false);
                continue;
            }

            using (var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8)) answers.Add((path, await reader.ReadToEndAsync()));
            context.Response.StatusCode = 202;
            context.Response.Close();
            if (path == "init/error") return answers;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
