using LambdaImage.TestKit.Faults;
using LambdaImage.Tests.Lab;

namespace LambdaImage.Tests.Faults;

/// <summary>A project whose image is made by other programs, which are scripts here: they do their work, or stop in the midst of it for as long as they are held.</summary>
internal sealed class ScriptedProject : IDisposable
{
    private const string Base = "public.ecr.aws/lambda/nodejs:24";

    private readonly AppFolder _app = new(("app/index.mjs", "export const handler = async (event) => ({ hello: event.name });\n"));

    private ScriptedProject()
    {
        _app.Write("app/package.json", """{ "name": "shop", "version": "1.0.0", "type": "module", "dependencies": { "lib": "1.0.0" } }""");
        _app.Write("app/package-lock.json", """
            { "name": "shop", "version": "1.0.0", "lockfileVersion": 3, "packages": {
              "": { "name": "shop", "version": "1.0.0", "dependencies": { "lib": "1.0.0" } }, "node_modules/lib": { "version": "1.0.0" } } }
            """);
        _app.Write("app/Dockerfile.run", $"FROM {Base}\nRUN make\nCMD [\"index.handler\"]\n");
        Program("docker", """
            case "$1" in
            version) echo '{"Client":{"Version":"20.10.24","Context":"default"},"Server":{"Version":"20.10.24","Os":"linux"}}' ;;
            build) while [ $# -gt 1 ]; do if [ "$1" = --iidfile ]; then printf sha256:%064d 1 > "$2"; fi; shift; done ;;
            save) head -c 1000000 "$root/saved.tar"; hold; tail -c +1000001 "$root/saved.tar" ;;
            *) exit 1 ;;
            esac
            """);
        Program("npm", """
            mkdir -p node_modules/lib
            echo half > node_modules/lib/index.js
            hold
            echo whole > node_modules/lib/index.js
            """);
    }

    public string Cache => this["cache"];

    public string this[string name] => Path.Combine(_app.Path, name);

    /// <exception cref="Xunit.SkipException">It cannot be had here.</exception>
    public static async Task<ScriptedProject> CreateAsync()
    {
        Skip.If(OperatingSystem.IsWindows(), "its programs are scripts for a POSIX shell");
        var project = new ScriptedProject();
        await ImageFiles.SaveAsync(project["saved.tar"], size: 8_000_000);
        await ImageFiles.WriteBaseAsync(project["base"], Base);
        return project;
    }

    /// <summary>Lets what scripts do take until <see cref="LetGo"/>.</summary>
    public void Hold() => File.WriteAllText(this["held"], "");

    public void LetGo() => File.Delete(this["held"]);

    /// <param name="work">What is to be made: by docker, on this machine, or of one of the archives.</param>
    /// <param name="cache">Where; null: in the cache of this project.</param>
    public ToolProcess Run(string work, string? cache = null) => new(cache ?? Cache, programs: this["bin"], work switch
    {
        "docker" => ["build", this["app"], "--dockerfile", "Dockerfile.run", "--engine", "Docker"],
        "npm" => ["build", this["app"], "--dependency-install", "Host", "--build-context", $"{Base}=oci-layout://{this["base"]}:24"],
        _ => ["measure", "--image", this[work]],
    });

    public void Dispose()
    {
        LetGo();
        _app.Dispose();
    }

    private void Program(string name, string script)
    {
        var path = this["bin/" + name];
        _app.Write("bin/" + name, $"#!/bin/sh\nroot='{_app.Path}'\nhold() {{ while [ -e \"$root/held\" ]; do sleep 0.02; done; }}\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
