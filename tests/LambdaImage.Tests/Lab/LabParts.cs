namespace LambdaImage.Tests.Lab;

/// <summary>What the lab of tests/lab gives to a test; skips the test where the lab is down.</summary>
internal static class LabParts
{
    public static void Require() => Skip.If(Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB") is null, "needs the lab: tests/lab/lab up");

    public static string Role => Variable("LAMBDAIMAGE_LAB_ROLE_ARN");

    public static string Registry => Variable("LAMBDAIMAGE_LAB_REGISTRY");

    public static string Aws => Variable("LAMBDAIMAGE_LAB_AWS");

    /// <summary>A name that no other test run uses.</summary>
    public static string Unique(string name) => $"{name}-{Guid.NewGuid():N}"[..(name.Length + 9)];

    /// <summary>Digest reference that Lambda says it runs, asked with the real AWS command line.</summary>
    public static Task<string> RunningImageAsync(string function) =>
        Shell.RunAsync("aws", "lambda", "get-function", "--function-name", function, "--query", "Code.ResolvedImageUri", "--output", "text");

    /// <summary>Starts the image as Lambda would and gives it one event.</summary>
    public static Task<string> InvokeAsync(string image, string payload) =>
        Shell.RunAsync(Path.Combine(RepositoryFiles.Root, "tests", "lab", "invoke"), image, payload);

    /// <summary>Switches something on the stand-in for AWS.</summary>
    public static async Task ControlAsync(string what, object wish)
    {
        using var http = new HttpClient();
        (await http.PostAsync($"{Aws}/_lab/{what}", new StringContent(System.Text.Json.JsonSerializer.Serialize(wish)))).EnsureSuccessStatusCode();
    }

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set; the lab prints it: tests/lab/lab env");
}
