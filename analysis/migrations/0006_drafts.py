import django.db.models.deletion
import exams.tenancy.policies
import exams.tenancy.scope
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('analysis', '0005_ledger'),
        ('exams', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('file_name', models.CharField(max_length=255)),
                ('file', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('waiting', 'Waiting to be read'), ('read', 'Read'), ('unreadable', 'Could not be read')], default='waiting', max_length=10)),
                ('detail', models.TextField(blank=True)),
                ('outline_json', models.JSONField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('course', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='exams.course')),
                ('institution', models.ForeignKey(default=exams.tenancy.scope.institution_if_any, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='exams.institution')),
                ('professor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='exams.professor')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'constraints': [exams.tenancy.policies.RowLevelSecurity(name='analysis_draft_rls'), models.UniqueConstraint(fields=('institution', 'id'), name='analysis_draft_key'), exams.tenancy.policies.SameInstitution(field='professor', name='analysis_draft_professor_fk'), exams.tenancy.policies.SameInstitution(field='course', name='analysis_draft_course_fk')],
            },
        ),
    ]
