namespace LambdaImage.Tests.Lab;

/// <summary>A project folder that lives as long as a test.</summary>
internal sealed class AppFolder : IDisposable
{
    public AppFolder(params (string Path, string Text)[] files)
    {
        Path = Directory.CreateTempSubdirectory("lambdaimage-app-").FullName;
        foreach (var (path, text) in files) Write(path, text);
    }

    public string Path { get; }

    public void Write(string path, string text)
    {
        var full = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public static AppFolder Node(string name) => new(
        ("package.json", $$"""{ "name": "{{name}}", "version": "1.0.0", "type": "module" }"""),
        ("index.mjs", "export const handler = async (event) => ({ hello: event.name });\n"));

    public static AppFolder Bref(string name) => new(
        ("composer.json", $$"""{ "name": "acme/{{name}}", "require": { "php": "^8.4", "bref/bref": "^3.0", "ext-gmp": "*" } }"""),
        ("public/index.php", "<?php echo 'hello';\n"),
        ("vendor/autoload.php", "<?php\n"));

    public static AppFolder CustomWithRun(string name) => new(
        ("package.json", $$"""{ "name": "{{name}}" }"""),
        ("Dockerfile", """
            FROM public.ecr.aws/lambda/nodejs:22
            RUN echo "exports.handler = async (event) => ({ built: 'by RUN', hello: event.name })" > /var/task/index.js
            CMD ["index.handler"]
            """));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
