using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Frameworks.Java;

/// <summary>A script that lets any Gradle build give its classes and libraries in folders of their own, which Gradle has no task for; the build files stay as
/// they are. <see href="https://docs.gradle.org/current/userguide/init_scripts.html"/></summary>
internal static class GradleInitScript
{
    public const string File = "lambda-image.init.gradle";
    public const string LibrariesTask = "lambdaImageLibraries";
    public const string Task = "lambdaImage";

    /// <summary>Below the folder of the build's results.</summary>
    public const string Libraries = "lambda-image/lib";
    public const string Classes = "lambda-image/classes";

    private const string Text = $$"""

        // Gives a Lambda image what it needs: libraries in build/{{Libraries}}, classes and resources in build/{{Classes}}.
        // Used with: gradle --init-script {{File}} {{Task}}
        allprojects {
            plugins.withId('java') {
                tasks.register('{{LibrariesTask}}', Sync) {
                    from configurations.named('runtimeClasspath')
                    into layout.buildDirectory.dir('{{Libraries}}')
                    duplicatesStrategy = DuplicatesStrategy.EXCLUDE
                }
                tasks.register('{{Task}}', Sync) {
                    dependsOn '{{LibrariesTask}}'
                    from sourceSets.main.output
                    into layout.buildDirectory.dir('{{Classes}}')
                    duplicatesStrategy = DuplicatesStrategy.EXCLUDE
                }
            }
        }

        """;

    public static void AddTo(DockerfileBuilder file) => file.ProjectFile(File, Text.Replace("\r\n", "\n", StringComparison.Ordinal));
}
