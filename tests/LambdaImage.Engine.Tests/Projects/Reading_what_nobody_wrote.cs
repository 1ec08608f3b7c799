using System.Text;
using LambdaImage.Engine.Frameworks;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Projects;

/// <summary>The files of every sample project with random damage: whatever comes out is an answer or a clear error.</summary>
public sealed class Reading_what_nobody_wrote
{
    private const int Rounds = 8;
    private const int LargestFile = 20_000;

    private static readonly string[] Scraps =
        ["{", "}", "[", "]", "\"", "'", ":", ",", "\n", "\t", " ", "#", "<", ">", "</", "&a;", "*a", "&a ", "!Ref ", "${", "}}", "{{", "-", "=", "~>", "||", ">=", "..", "/", "\\", "\0", "\uFEFF", "\uD83D\uDE00", "do", "end", "9999999999999", "-1", "null", "../../..", "%", "(", ")", "^"];

    public static TheoryData<string> Samples => [.. Directory.GetDirectories(Folder()).Where(folder => Directory.Exists(Path.Combine(folder, "app"))).Select(folder => Path.GetFileName(folder))];

    public static TheoryData<string, string> Manifests => new()
    {
        { "pom.xml", "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><parent><groupId>g</groupId><artifactId>p</artifactId><version>1</version></parent><artifactId>a</artifactId><properties><java.version>${v}</java.version><v>17</v></properties><modules><module>m</module></modules><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId><version>${v}</version></dependency></dependencies><build><plugins><plugin><artifactId>maven-compiler-plugin</artifactId><configuration><release>21</release></configuration></plugin></plugins></build></project>" },
        { "build.gradle.kts", "plugins {\n  `java-library`\n  id(\"a\") version \"1\"\n  alias(libs.plugins.a)\n}\ndependencies {\n  implementation(\"a:b:1\")\n  api(libs.a.b)\n}\njava { toolchain { languageVersion = JavaLanguageVersion.of(21) } }\n" },
        { "gradle/libs.versions.toml", "[versions]\na = \"1\"\n[libraries]\na-b = { module = \"a:b\", version.ref = \"a\" }\n[plugins]\na = { id = \"a\", version = \"1\" }\n" },
        { "Cargo.toml", "[package]\nname = \"a\"\nrust-version = \"1.80\"\n[[bin]]\nname = \"a\"\npath = \"src/main.rs\"\n[dependencies]\na = { package = \"b\", version = \"1\" }\n[workspace]\nmembers = [\"a\"]\n" },
        { "go.mod", "module a\ngo 1.25\ntoolchain go1.25.1\nrequire (\n\ta v1 // indirect\n\tb v2\n)\n" },
        { "mix.exs", "[app: :a, version: \"1\", elixir: \"~> 1.17\", deps: [{:b, \"~> 1.0\", only: [:dev, :test]}, {:c, \"1\"}]]\nmod: {A.B, []}\n" },
        { "deno.json", "{ \"tasks\": { \"start\": { \"command\": \"a\" } }, \"imports\": { \"a\": \"jsr:@a/b@1\" }, \"workspace\": [\"a\"], \"exports\": { \".\": \"./a.ts\" } }" },
        { "serverless.yml", "service: a\nprovider:\n  runtime: ${self:custom.r}\n  architecture: arm64\n  ecr:\n    images:\n      a: { path: ., file: D }\ncustom: { r: nodejs22.x }\nfunctions:\n  a:\n    handler: a.b\n  b:\n    image: { name: a, command: [c.d] }\n" },
        { "template.yaml", "Globals: { Function: { Runtime: python3.12 } }\nParameters: { P: { Default: a } }\nResources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties: { Handler: !Sub '${P}.b', CodeUri: src, Architectures: [arm64], ImageConfig: { Command: [!Ref P] } }\n    Metadata: { Dockerfile: D, DockerContext: . }\n" },
        { "function.json", "{ \"FunctionName\": \"a\", \"Handler\": \"a.b\", \"Architectures\": [\"arm64\"], \"ImageConfig\": { \"Command\": [\"a.b\"] } }" },
        { "aws-lambda-tools-defaults.json", "{ \"function-handler\": \"A::B::C\", \"framework\": \"net8.0\", \"package-type\": \"image\", \"image-command\": \"a,b\", \"dockerfile\": \"D\" }" },
        { "package.json", "{ \"name\": \"@a/b\", \"engines\": { \"node\": \"^22\" }, \"volta\": { \"node\": \"22.1.0\" }, \"packageManager\": \"pnpm@9.1.0\", \"workspaces\": [\"a\"], \"dependencies\": { \"express\": \"5\" } }" },
        { "pyproject.toml", "[project]\nname = \"a\"\nrequires-python = \">=3.12,<4\"\ndependencies = [\"flask[async]>=3 ; python_version > '3.9'\"]\n[tool.poetry.dependencies]\npython = \"^3.12\"\n" },
        { "mise.toml", "[tools]\nnode = [\"22\"]\npython = { version = \"3.12\" }\n\"core:ruby\" = \"3.3\"\n" },
        { "A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFrameworks>net8.0;net10.0</TargetFrameworks></PropertyGroup><ItemGroup><PackageReference Include=\"Amazon.Lambda.Core\" Version=\"2\"/></ItemGroup></Project>" },
    };

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Damage_to_a_manifest_is_an_answer_or_a_clear_error(string file, string text)
    {
        using var project = new TempProject();
        var random = new Random(text.Length * 104729);
        for (var round = 0; round < Rounds * 20; round++)
        {
            var damaged = Damage(Encoding.UTF8.GetBytes(text), random);
            project.Write(file, "");
            File.WriteAllBytes(project.Of(file), damaged);
            Ask(project.Path, () => $"{file}, round {round}:\n{Encoding.UTF8.GetString(damaged)}");
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Damage_of_any_kind_is_an_answer_or_a_clear_error(string sample)
    {
        // The seed makes every run the same; it is in the failure's message with what was damaged.
        var random = new Random(sample.Length * 7919);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder(), sample, "app"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(file);
            if (bytes.Length > LargestFile) continue;
            using var project = TempProject.CopyOf(Path.Combine(Folder(), sample, "app"));
            var target = project.Of(Path.GetRelativePath(Path.Combine(Folder(), sample, "app"), file));
            for (var round = 0; round < Rounds; round++)
            {
                var damaged = Damage(bytes, random);
                File.WriteAllBytes(target, damaged);
                Ask(project.Path, () => $"{sample}, {Path.GetFileName(file)}, round {round}:\n{Encoding.UTF8.GetString(damaged)}");
            }
        }
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 20), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0: bytes.RemoveRange(at, length); break;
                case 1: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Scraps[random.Next(Scraps.Length)])); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 3 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length)); break;
            }
        }

        return [.. bytes];
    }

    private static void Ask(string path, Func<string> what)
    {
        var project = new ProjectDirectory(path);
        Action[] questions =
        [
            () => new ProjectDetector().Detect(project, new ProjectRequest { Path = path }),
            () => new ProjectDetector().Detect(project, new ProjectRequest { Path = path, Handler = "a.b" }),
            .. new[] { "bun", "deno", "elixir", "go", "java", "nodejs", "php", "powershell", "python", "ruby", "rust" }.Select(runtime => (Action)(() => AskedVersions.For(runtime, project))),
            () => NestedProjects.Find(project, FrameworkCatalog.All),
            () => ProjectName.Of(project),
            () => ComposerLock.Read(project),
        ];
        foreach (var question in questions)
        {
            try
            {
                question();
            }
            catch (LambdaImageException)
            {
                // A clear error is an answer.
            }
            catch (Exception error)
            {
                throw new InvalidOperationException(what(), error);
            }
        }
    }

    private static string Folder() => Path.Combine(Golden.Root, "tests", "projects");
}
