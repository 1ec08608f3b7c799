using System.Diagnostics;
using System.Globalization;
using LambdaImage.Engine.Deployments;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments;

/// <summary>What our objects say of versions and aliases, asked again with boto3, which is not ours.</summary>
public sealed class Agreeing_with_boto3 : IDisposable
{
    private readonly Lazy<LabAws> _lab = new(() => new LabAws());
    private readonly string _name = LabAws.NewName();

    public void Dispose()
    {
        if (_lab.IsValueCreated) _lab.Value.Dispose();
    }

    [SkippableFact]
    public async Task Each_version_and_alias_runs_what_we_say()
    {
        Skip.If(LabAws.Address is null, "needs the lab");
        string[] uris = [];
        foreach (var tag in new[] { "one", "two" })
        {
            var image = await _lab.Value.PushAsync(_name, tag);
            var request = new UpdateFunctionRequest
            {
                FunctionName = _name,
                ImageUri = $"{image.Name}:{tag}",
                PublishVersion = true,
                Session = _lab.Value.Session,
                Settings = new FunctionSettings { Role = LabAws.RoleArn },
            };
            var plan = await new FunctionUpdater(_lab.Value.Connector, findArchitecture: null, TimeProvider.System).PlanAsync(request, _lab.Value.Reporter, default);
            uris = [.. uris, (await plan.RunAsync(_lab.Value.Reporter, default)).ImageUri];
        }

        await Run("aws", "lambda", "create-alias", "--function-name", _name, "--name", "live", "--function-version", "2", "--routing-config", "AdditionalVersionWeights={1=0.25}");

        var looked = await new FunctionImageReader(
            _lab.Value.Connect(), (_, _, _) => throw new LambdaImageException(ErrorKind.ImageNotFound, "not asked for", "", null), TimeProvider.System, _lab.Value.Reporter)
            .ReadAsync(new() { FunctionNames = [_name], Versions = true, Aliases = true }, default);
        var ours = looked.Single().Images;

        var theirs = await Run(Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB_PYTHON") ?? "python3", Path.Combine(Golden.Root, "tests/lab/observe.py"), _name);
        ours.Select(Line).Order(StringComparer.Ordinal).ShouldBe(theirs.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        ours.Select(image => image.ImageUri).Distinct().ShouldBe(uris, ignoreOrder: true);
    }

    private static string Line(LambdaFunctionImage image) => string.Create(
        CultureInfo.InvariantCulture, $"{image.Qualifier} {image.Version} {(image.Weight is { } weight ? weight.ToString("0.00", CultureInfo.InvariantCulture) : "-")} {image.Digest}");

    private static async Task<string> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await error);
        return text;
    }
}
