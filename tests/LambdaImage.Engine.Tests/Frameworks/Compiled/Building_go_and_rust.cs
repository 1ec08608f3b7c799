namespace LambdaImage.Engine.Tests.Frameworks.Compiled;

public sealed class Building_go_and_rust
{
    private const string Module = "module acme.example/a\n\ngo 1.25\n";
    private const string Function = "package main\n\nimport \"github.com/aws/aws-lambda-go/lambda\"\n\nfunc main() {\n\tlambda.Start(handle)\n}\n";
    private const string Server = "package main\n\nfunc main() {\n\thttp.ListenAndServe(\":9000\", nil)\n}\n";

    [Fact]
    public void Several_functions_are_named_and_one_is_chosen()
    {
        (string, string)[] files = [("go.mod", Module), ("cmd/a/main.go", Function), ("cmd/b/main.go", Function)];
        using var open = new CompiledProject(files);
        using var chosen = new CompiledProject(files) { Handler = "cmd/b" };
        using var wrong = new CompiledProject(files) { Handler = "cmd/c" };

        open.Fails().Message.ShouldContain("./cmd/a, ./cmd/b");
        chosen.Text.ShouldContain("-o /out/bootstrap ./cmd/b\n");
        wrong.Fails().Message.ShouldContain("It has ./cmd/a, ./cmd/b.");
    }

    [Fact]
    public void The_function_is_found_among_other_programs()
    {
        using var project = new CompiledProject(("go.mod", Module), ("cmd/migrate/main.go", "package main\n\nfunc main() {\n}\n"), ("cmd/api/main.go", Function));

        project.Project.Handler.ShouldBe("./cmd/api");
    }

    [Fact]
    public void The_name_that_other_tools_give_means_the_one_function()
    {
        using var project = new CompiledProject(("go.mod", Module), ("cmd/migrate/main.go", "package main\n\nfunc main() {\n}\n"), ("cmd/api/main.go", Function)) { Handler = "bootstrap" };

        project.Text.ShouldContain("-o /out/bootstrap ./cmd/api\n");
    }

    [Fact]
    public void Vendored_modules_are_not_downloaded()
    {
        using var project = new CompiledProject(("go.mod", Module), ("go.sum", ""), ("vendor/modules.txt", ""), ("main.go", Function));

        project.Text.ShouldNotContain("go mod download");
    }

    [Fact]
    public void Programs_with_C_are_not_compiled_on_this_machine()
    {
        using var project = new CompiledProject(("go.mod", Module), ("main.go", Function), ("c.go", "package main\n\n// #include <x.h>\nimport \"C\"\n"));

        project.FailsOnHost().Message.ShouldContain("c.go");
        project.Text.ShouldContain("FROM public.ecr.aws/amazonlinux/amazonlinux:2023 AS build\n");
    }

    [Fact]
    public void On_this_machine_Go_compiles_for_the_function_s_processor()
    {
        using var project = new CompiledProject(("go.mod", Module), ("main.go", Function)) { Architecture = LambdaArchitecture.Arm64 };

        project.HostText.ShouldContain("# run: CGO_ENABLED=0 GOOS=linux GOARCH=arm64 go build");
    }

    [Fact]
    public void Folders_that_a_server_reads_come_along_unless_they_are_compiled_in()
    {
        using var project = new CompiledProject(("go.mod", Module), ("main.go", "//go:embed static/*\n" + Server), ("static/a.css", ""), ("templates/a.html", ""));

        project.Text.ShouldContain("COPY templates/ ./templates/\n");
        project.Text.ShouldNotContain("COPY static/");
        project.Text.ShouldContain("AWS_LWA_PORT=9000");
    }

    [Fact]
    public void A_static_program_starts_on_an_image_without_Lambda_s_entry_point()
    {
        using var project = new CompiledProject(("go.mod", Module), ("main.go", Function)) { Options = new() { Base = new() { Image = "gcr.io/distroless/static-debian12" } } };

        project.Text.ShouldEndWith("COPY --from=build /out/bootstrap /var/task/bootstrap\nENTRYPOINT [\"/var/task/bootstrap\"]\n");
    }

    [Fact]
    public void A_Go_module_without_a_function_or_a_server_says_so()
    {
        using var project = new CompiledProject(("go.mod", Module), ("main.go", "package main\n\nfunc main() {\n}\n"));

        project.Fails().Message.ShouldContain("none of its programs calls lambda.Start");
    }

    [Fact]
    public void A_crate_with_several_programs_asks_for_one()
    {
        (string, string)[] files = [("Cargo.toml", Cargo("lambda_runtime = \"1\"")), ("src/bin/one.rs", ""), ("src/bin/two.rs", "")];
        using var open = new CompiledProject(files);
        using var chosen = new CompiledProject(files) { Handler = "two" };

        open.Fails().Remedy.ShouldContain("-Handler 'one'");
        chosen.Text.ShouldContain("cargo build --release --bin two");
    }

    [Fact]
    public void A_crate_without_a_lock_file_is_warned_of()
    {
        using var project = new CompiledProject(("Cargo.toml", Cargo("lambda_runtime = \"1\"")), ("src/main.rs", ""));

        project.InContainer.Warnings.ShouldHaveSingleItem().ShouldContain("cargo generate-lockfile");
        project.Text.ShouldNotContain("--locked");
    }

    [Fact]
    public void Pure_crates_are_linked_without_a_C_library_on_this_machine()
    {
        using var project = new CompiledProject(("Cargo.toml", Cargo("lambda_runtime = \"1\"")), ("Cargo.lock", Lock("lambda_runtime")), ("src/main.rs", "")) { Architecture = LambdaArchitecture.Arm64 };

        project.HostText.ShouldContain("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_MUSL_LINKER=rust-lld");
        project.HostText.ShouldContain("COPY --from=host-dependencies a /var/runtime/bootstrap\n");
    }

    [Fact]
    public void Crates_with_C_in_them_are_linked_by_zig_against_the_image_s_C_library()
    {
        using var project = new CompiledProject(("Cargo.toml", Cargo("lambda_runtime = \"1\"")), ("Cargo.lock", Lock("ring")), ("src/main.rs", ""));

        project.HostText.ShouldContain("cargo-zigbuild zigbuild --release --locked --bin a --target x86_64-unknown-linux-gnu.2.34");
    }

    [Fact]
    public void Crates_that_load_libraries_need_a_container()
    {
        using var project = new CompiledProject(("Cargo.toml", Cargo("lambda_runtime = \"1\"")), ("Cargo.lock", Lock("openssl-sys")), ("src/main.rs", ""));

        project.FailsOnHost().Message.ShouldContain("openssl-libs");
    }

    [Fact]
    public void A_server_among_functions_is_a_function()
    {
        using var project = new CompiledProject(("Cargo.toml", Cargo("lambda_http = \"1\"\naxum = \"0.8\"")), ("src/main.rs", ""));

        project.Project.Framework.ShouldBe("Rust");
    }

    private static string Cargo(string dependencies) => $"[package]\nname = \"a\"\nversion = \"0.1.0\"\n\n[dependencies]\n{dependencies}\n";

    private static string Lock(string crate) => $"version = 4\n\n[[package]]\nname = \"{crate}\"\nversion = \"1.0.0\"\n";
}
