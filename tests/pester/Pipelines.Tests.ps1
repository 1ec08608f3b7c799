# The sample pipelines, run step by step against the lab, with the module installed from a package repository.
Describe 'The sample pipelines' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
    BeforeAll {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        Import-Module $PSScriptRoot/doubles/Doubles.psm1
        Import-Module $PSScriptRoot/doubles/Pipeline.psm1
        $module = Get-StagedModule
        $samples = Resolve-Path "$PSScriptRoot/../../docs/samples"
        $homeFolder = New-LabGallery $TestDrive $module
        $app = Join-Path $TestDrive app
        Copy-Item -Recurse "$samples/node-handler" $app
    }

    Context 'azure-pipelines.yml' {
        BeforeAll {
            $pipeline = Import-Yaml "$samples/azure-devops/azure-pipelines.yml" $module
            $service = "azure$PID"
            $choice = @{ gallery = 'lab'; service = $service; role = $env:LAMBDAIMAGE_LAB_ROLE_ARN; bakeTime = '1s' }
            $first = Invoke-AzurePipeline $pipeline $app $homeFolder $choice
            Add-Content "$app/index.mjs" '// another release'
            $second = Invoke-AzurePipeline $pipeline $app $homeFolder $choice
        }

        It 'runs every script step' { $first.Keys | Should -HaveCount 12 }

        It 'builds on the newest base each week, whether somebody pushed or not' {
            $pipeline.schedules.cron | Should -Match '^(\S+ ){4}\d$'
            $pipeline.schedules.always | Should -Be true
            $pipeline.schedules.branches.include | Should -Be $pipeline.trigger.branches.include
        }

        It 'deploys in each stage the digest that was published' {
            $uri = $first['build/Publish'].Outputs.imageUri
            $uri | Should -Match '@sha256:'
            $first['test/Deploy'].Outputs.imageUri | Should -Be $uri
            $first['production/Deploy'].Outputs.imageUri | Should -Be $uri
            (aws lambda get-function --function-name "$service-test" | ConvertFrom-Json).Code.ResolvedImageUri | Should -Not -BeNullOrEmpty
        }

        It 'tags the image by branch and commit' {
            $tags = aws ecr list-images --repository-name $service --query 'imageIds[].imageTag' --output json | ConvertFrom-Json
            $tags | Should -Contain 'main-0123456'
            $tags | Should -Contain latest
        }

        It 'tells the version in a later step' {
            $first['production/Tell the version'].Log | Should -Contain 'Version 1 is live.'
            $second['production/Tell the version'].Log | Should -Contain 'Version 2 is live.'
        }

        It 'shows the deployment on the page of the run' {
            $second['production/Deploy'].Summaries | Should -Match "### Function $service"
            $second['production/Deploy'].Summaries | Should -Match 'live \(was at 1\)'
        }

        It 'prints no key' {
            foreach ($report in $first.Values + $second.Values) {
                $said = $report.Log -join "`n"
                foreach ($secret in 'lab-secret', 'lab-session-token') { $said | Should -Not -Match $secret }
            }
        }

        It 'keeps layers where the cache task looks for them' { Get-ChildItem -Recurse -File "$homeFolder/workspace/lambda-image" | Should -Not -BeNullOrEmpty }
    }

    Context 'The workflow for GitHub Actions' {
        BeforeAll {
            $workflow = Import-Yaml "$samples/github-actions/deploy.yml" $module
            $service = "github$PID"
            $run = Invoke-GitHubWorkflow $workflow $app $homeFolder @{ GALLERY = 'lab'; SERVICE = $service; ROLE = $env:LAMBDAIMAGE_LAB_ROLE_ARN; LAMBDAIMAGE_CACHE = "$homeFolder/cache" }
        }

        It 'runs every step' { $run.Keys | Should -HaveCount 5 }

        It 'deploys the digest that was published' {
            $run['production/Deploy'].Outputs.imageUri | Should -Be $run['image/Build and publish'].Outputs.imageUri
            $run['production/Deploy'].Outputs.functionVersion | Should -Be 1
            $run['production/Deploy'].Summaries | Should -Match "### Function $service"
        }

        It 'asks for the right to an OIDC token' { $workflow.permissions['id-token'] | Should -Be write }
    }
}
