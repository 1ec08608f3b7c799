using System.Diagnostics;
using System.Text.Json;

namespace LambdaImage.Tests.Faults;

/// <summary>The tool as a process of its own, which can be killed, with a cache and a temporary folder that the test chooses.</summary>
internal sealed class ToolProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    public ToolProcess(string cache, params string[] arguments)
        : this(cache, programs: null, arguments)
    {
    }

    /// <param name="cache">Its cache.</param>
    /// <param name="programs">Folder whose programs it finds before all others; null: none.</param>
    /// <param name="arguments">What it is to do.</param>
    public ToolProcess(string cache, string? programs, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "lambda-image.dll"), .. arguments, "--json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["LAMBDAIMAGE_CACHE"] = cache;
        if (programs is not null) start.Environment["PATH"] = programs + Path.PathSeparator + start.Environment["PATH"];
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>Ends it as <c>kill -9</c> does: it cannot tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
        _process.ExitCode.ShouldNotBe(0, "it had ended before it was killed");
    }

    /// <summary>Waits for its end, which must be a good one, and gives the digest of its image.</summary>
    public async Task<string> DigestAsync()
    {
        await EndAsync();
        _process.ExitCode.ShouldBe(0, await _error);
        return JsonDocument.Parse(await _output).RootElement.GetProperty("digest").GetString().ShouldNotBeNull();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
    }
}
